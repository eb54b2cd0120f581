package io.callapi.opensips.flow;

import static io.callapi.opensips.flow.Urgency.ENDING;
import static io.callapi.opensips.flow.Urgency.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandAdmissionTest {

  private final FakeNanos clock = new FakeNanos();
  private final FlowLimits limits = new FlowLimits(32, 1000, Duration.ofSeconds(10));
  private final Pace pace = new Pace(limits, clock);
  private final RequestQueue<String> queue = new RequestQueue<>(limits.queued());
  private final CommandAdmission admission = new CommandAdmission(pace, limits);

  /** 32 at once, each answered in a second: 160 requests in half of the time that one may wait. */
  @Test
  void letsNewCallsBeginAsFarAsTheirRequestsAreAnsweredSoon() {
    answerIn(Duration.ofSeconds(1));

    assertThat(admission.room(queue).newCalls()).isEqualTo(25); // 0.8 * 160 / 5
    assertThat(admission.room(queue).others()).isEqualTo(53); // 160 / 3
  }

  @Test
  void countsWhatTheCommandsThatWaitWillAskYet() {
    answerIn(Duration.ofSeconds(1));
    offer(STARTING, 10);

    assertThat(admission.room(queue).newCalls()).isEqualTo(15); // (128 - 50) / 5
    assertThat(admission.room(queue).others()).isEqualTo(36); // (160 - 50) / 3
  }

  /** Ends of calls overtake those that begin; too many of them would keep these waiting. */
  @Test
  void letsNothingBeginWhereWhatHasBegunFillsTheTime() {
    answerIn(Duration.ofSeconds(1));
    offer(STARTING, 20);
    offer(ENDING, 60);

    assertThat(admission.room(queue).newCalls()).isZero();
    assertThat(admission.room(queue).others()).isZero();
  }

  @Test
  void letsTenThousandsBeginWhereRepliesComeAtOnce() {
    answerIn(Duration.ofMillis(1));

    assertThat(admission.room(queue).newCalls()).isEqualTo(limits.queued() / 2);
  }

  @Test
  void saysTheLaterToComeBackTheMoreWaits() {
    answerIn(Duration.ofSeconds(1));
    Duration free = admission.room(queue).retryAfter();
    offer(STARTING, 64); // twice what can be answered in time

    assertThat(free).isEqualTo(Duration.ofMillis(1500));
    assertThat(admission.room(queue).retryAfter()).isEqualTo(Duration.ofMillis(6500));
  }

  private void answerIn(Duration roundTrip) {
    for (int i = 0; i < 50; i++) {
      pace.answered(roundTrip);
    }
  }

  private void offer(Urgency urgency, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(queue.offer(new RequestQueue.Key(urgency, "a", ""), "x", 0)).isTrue();
    }
  }
}
