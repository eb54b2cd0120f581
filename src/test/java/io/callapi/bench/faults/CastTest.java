package io.callapi.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.simulator.SimulatedPhones;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CastTest {

  private static final Set<String> OBLIGING = Set.of("alice", "bob", "carol");

  @Test
  void hasOnePhoneWithAHabitAndTheSameAgainForTheSameSeed() {
    assertThat(casts()).allMatch(cast -> users(cast).filter(OBLIGING::contains).count() == 2);
    assertThat(casts()).isEqualTo(casts());
  }

  @Test
  void givesEachHabitAPart() {
    Set<String> met = new HashSet<>();
    casts().forEach(cast -> users(cast).forEach(met::add));

    assertThat(met)
        .containsAll(SimulatedPhones.rows().stream().skip(1).map(row -> row.name()).toList());
  }

  private static Stream<String> users(Cast cast) {
    return Stream.of(cast.caller(), cast.callee(), cast.third());
  }

  private static List<Cast> casts() {
    return IntStream.range(0, 500).mapToObj(story -> Cast.ofTheField(1, story)).toList();
  }
}
