package io.callapi.opensips.recipe;

import static io.callapi.proxy.CallEvent.HoldAction.HOLD;
import static io.callapi.proxy.CallEvent.HoldAction.RESUME;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.sip.CallId;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReinviteSerializerTest {

  private static final CallId CALL = new CallId("a");
  private static final CallId OTHER = new CallId("b");

  private final FakeTimers timers = new FakeTimers();
  private final ReinviteSerializer turns = new ReinviteSerializer(timers);
  private final List<String> asked = new ArrayList<>();
  private final Promise<Void> answer = Promise.promise();

  @Test
  void asksAtOnceIfNothingWasAskedBefore() {
    ask(CALL, HOLD);

    assertThat(asked).containsExactly("a HOLD");
  }

  @Test
  void resumesOnlyWhenTheHoldIsWellOver() {
    ask(CALL, HOLD);
    ask(CALL, RESUME);
    assertThat(asked).containsExactly("a HOLD");

    answer.complete();
    timers.advance(Duration.ofMillis(399));
    assertThat(asked).containsExactly("a HOLD");

    timers.advance(Duration.ofMillis(1));
    assertThat(asked).containsExactly("a HOLD", "a RESUME");
  }

  @Test
  void asksForTheSameAgainAtOnce() {
    ask(CALL, HOLD);
    ask(CALL, HOLD);

    assertThat(asked).containsExactly("a HOLD", "a HOLD");
  }

  @Test
  void asksForTheSameAgainNoSoonerThanForTheFirst() {
    ask(CALL, HOLD);
    ask(CALL, RESUME);
    ask(CALL, RESUME);
    assertThat(asked).containsExactly("a HOLD");

    answer.complete();
    timers.advance(Duration.ofMillis(400));
    assertThat(asked).containsExactly("a HOLD", "a RESUME", "a RESUME");
  }

  @Test
  void doesNotMixUpCalls() {
    ask(CALL, HOLD);
    ask(OTHER, RESUME);

    assertThat(asked).containsExactly("a HOLD", "b RESUME");
  }

  @Test
  void goesOnAfterAFailure() {
    ask(CALL, HOLD);
    ask(CALL, RESUME);

    answer.fail("no reply");
    timers.advance(Duration.ofMillis(400));

    assertThat(asked).containsExactly("a HOLD", "a RESUME");
  }

  private void ask(CallId call, HoldAction action) {
    var unused =
        turns.inTurn(
            call,
            action,
            () -> {
              asked.add(call + " " + action);
              return answer.future();
            });
  }
}
