package io.callapi.calls.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.view.SeenCall.Links;
import io.callapi.calls.view.SeenCall.State;
import io.callapi.calls.view.SeenCall.Times;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The calls of a proxy as they are shown. */
class CallDirectoryTest {

  private static final Instant NOW = Instant.EPOCH;
  private static final List<State> STATES = List.of(State.values());
  private static final CallId A = new CallId("a");
  private static final CallId B = new CallId("b");

  private CallDirectory directory =
      new CallDirectory(new EndedLimits(Duration.ofSeconds(1), 3, 100_000));
  private final List<SeenCall> told = new ArrayList<>();

  private static SeenCall call(CallId id, long place, State state) {
    Instant answered = state == State.RINGING ? null : NOW;
    Times times = new Times(NOW, answered, state == State.ENDED ? NOW : null);
    return new SeenCall(place, id, null, null, state, true, Set.of(), times, Links.NONE);
  }

  private SeenCall find(CallId id) {
    return Objects.requireNonNull(directory.find(id));
  }

  private void shown(CallId id, long place, State state) {
    directory.show(call(id, place, state), 0);
  }

  @Test
  void isWhatWhoeverHearsAllChangesKnows() {
    Map<CallId, SeenCall> known = new HashMap<>();
    List<Long> numbers = new ArrayList<>();
    directory.tell(
        (number, before, after) -> {
          assertThat(before).isEqualTo(known.get(after.callId()));
          known.put(after.callId(), after);
          numbers.add(number);
        });
    Random random = new Random(4);
    for (int i = 0; i < 2000; i++) {
      int n = random.nextInt(20);
      CallId id = new CallId("c" + n);
      switch (random.nextInt(4)) {
        case 0 -> directory.made(id, "cmd", null, new CallId("c" + random.nextInt(20)));
        case 1 -> directory.because(id, Cause.sip(486, "Busy Here"));
        default -> shown(id, n, STATES.get(random.nextInt(STATES.size())));
      }
    }

    assertThat(known.values()).containsExactlyInAnyOrderElementsOf(directory.all());
    assertThat(numbers).isSorted().doesNotHaveDuplicates().last().isEqualTo(directory.number());
  }

  @Test
  void tellsNothingWhereNothingHasChanged() {
    directory.tell((number, before, after) -> told.add(after));
    shown(A, 1, State.RINGING);
    shown(A, 1, State.RINGING);
    directory.because(A, Cause.client("soon"));

    assertThat(told).hasSize(1);
  }

  @Test
  void knowsWhichCommandHasMadeACallBeforeItIsThere() {
    directory.made(A, "cmd", "tag", null);
    shown(A, 1, State.RINGING);

    assertThat(find(A).links().cmdId()).isEqualTo("cmd");
    assertThat(find(A).links().tag()).isEqualTo("tag");
  }

  @Test
  void saysThatACallWasTransferredWhenTheNewOneIsAnswered() {
    shown(A, 1, State.ANSWERED);
    directory.made(B, "cmd", null, A);
    shown(B, 2, State.RINGING);
    assertThat(find(B).links().from()).isEqualTo(A);
    assertThat(find(A).links().to()).isNull();

    shown(B, 2, State.ANSWERED);

    assertThat(find(A).links().to()).isEqualTo(B);
  }

  @Test
  void doesNotTakeTheCallOfACommandForOneThatIsTransferred() {
    directory.made(A, A.value(), null, null);
    shown(A, 1, State.ANSWERED);
    directory.made(B, A.value(), null, A);
    shown(B, 2, State.ANSWERED);

    assertThat(find(B).links().from()).isNull();
    assertThat(find(A).links().to()).isNull();
  }

  @Test
  void saysWhyACallHasEndedByWhatWasSaidBeforeOrAfter() {
    shown(A, 1, State.ANSWERED);
    directory.because(A, Cause.client("asked for"));
    assertThat(find(A).links().cause()).isNull();
    shown(A, 1, State.ENDED);
    directory.because(A, Cause.sip(486, "Busy Here"));
    assertThat(find(A).links().cause()).isEqualTo(Cause.client("asked for"));

    shown(B, 2, State.ENDED);
    directory.because(B, Cause.sip(486, "Busy Here"));
    assertThat(find(B).links().cause()).isEqualTo(Cause.sip(486, "Busy Here"));
  }

  @Test
  void forgetsACauseThatWasNoneAfterAll() {
    shown(A, 1, State.ANSWERED);
    directory.because(A, Cause.client("asked for"));
    directory.because(A, null);
    shown(A, 1, State.ENDED);

    assertThat(find(A).links().cause()).isNull();
  }

  @Test
  void endsWhatTheProxyHasLost() {
    shown(A, 1, State.ANSWERED);
    directory.lose(A, Cause.proxy("restarted"), NOW, 0);

    assertThat(find(A).state()).isEqualTo(State.ENDED);
    assertThat(find(A).links().cause()).isEqualTo(Cause.proxy("restarted"));
  }

  @Test
  void keepsCallsThatHaveEndedForAWhileAndNotTooMany() {
    for (int i = 0; i < 5; i++) {
      directory.show(call(new CallId("c" + i), i, State.ENDED), i);
    }
    shown(A, 9, State.ANSWERED);
    directory.forgetOld(999);
    assertThat(directory.all()).extracting(SeenCall::place).containsExactly(2L, 3L, 4L, 9L);

    directory.forgetOld(1003);
    assertThat(directory.all()).extracting(SeenCall::place).containsExactly(4L, 9L);
  }

  @Test
  void keepsNoMoreOfThemThanFitsIntoItsMemory() {
    directory = new CallDirectory(new EndedLimits(Duration.ofHours(1), 1000, 50_000));
    for (int i = 0; i < 500; i++) {
      shown(new CallId("c" + i), i, State.ENDED);
    }
    directory.forgetOld(0);

    assertThat(directory.all()).hasSizeBetween(50, 125);
  }

  @Test
  void showsTheNewCallWhereACallIdIsUsedAgain() {
    shown(A, 1, State.ENDED);
    shown(A, 5, State.RINGING);
    directory.forgetOld(10_000);

    assertThat(directory.all()).extracting(SeenCall::place).containsExactly(5L);
  }
}
