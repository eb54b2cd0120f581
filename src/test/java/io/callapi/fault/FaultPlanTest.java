package io.callapi.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  private static final FaultPlan BAD =
      FaultPlan.clean(7)
          .withDrop(0.1)
          .withDuplicate(0.05)
          .withLate(0.5, Duration.ofMillis(300))
          .withCut(0.02)
          .withCorrupt(0.02);

  @Test
  void decidesTheSameForTheSameSeedFlowAndNumber() {
    assertThat(fates(BAD, "events")).isEqualTo(fates(BAD.withDrop(0.1), "events"));
  }

  @Test
  void decidesOtherwiseForAnotherSeedAndForAnotherFlow() {
    FaultPlan otherSeed = FaultPlan.clean(8).withDrop(0.1);

    assertThat(fates(FaultPlan.clean(7).withDrop(0.1), "events"))
        .isNotEqualTo(fates(otherSeed, "events"))
        .isNotEqualTo(fates(FaultPlan.clean(7).withDrop(0.1), "replies"));
  }

  @Test
  void strikesTheShareThatItIsToldTo() {
    List<Fate> fates = fates(BAD, "events");

    long lost = fates.stream().filter(Fate::isLost).count();
    long doubled = fates.stream().filter(fate -> fate.arrivals().size() == 2).count();
    assertThat(lost / 10_000.0).isCloseTo(0.1, within(0.01));
    assertThat(doubled / 10_000.0).isCloseTo(0.05 * 0.9, within(0.01));
  }

  @Test
  void leavesAloneWhatAHigherShareDoesNotStrike() {
    List<Fate> more = fates(BAD.withDrop(0.3), "events");

    List<Fate> fewer = fates(BAD, "events");
    assertThat(IntStream.range(0, more.size()).filter(i -> !more.get(i).isLost()))
        .allMatch(i -> more.get(i).equals(fewer.get(i)));
  }

  @Test
  void letsEverythingPassAtOnceWhenItIsClean() {
    assertThat(fates(FaultPlan.clean(7), "events"))
        .allMatch(fate -> fate.arrivals().equals(List.of(Duration.ZERO)))
        .allMatch(fate -> fate.applyTo(Buffer.buffer("x")).equals(Buffer.buffer("x")));
  }

  @Test
  void changesOneByteOrKeepsTheBeginningOnly() {
    Buffer whole = Buffer.buffer("0123456789");

    Buffer corrupt = new Fate(List.of(), false, true, 0.5).applyTo(whole);
    Buffer cut = new Fate(List.of(), true, false, 0.5).applyTo(whole);

    assertThat(corrupt.toString()).isEqualTo("01234 6789");
    assertThat(cut.toString()).isEqualTo("01234");
  }

  private static List<Fate> fates(FaultPlan plan, String flow) {
    return IntStream.range(0, 10_000).mapToObj(i -> plan.fateOf(flow, i)).toList();
  }
}
