package io.callapi.calls.view;

import static io.callapi.calls.view.CallSteps.ANSWERED;
import static io.callapi.calls.view.CallSteps.CREATED;
import static io.callapi.calls.view.CallSteps.ENDED;
import static io.callapi.calls.view.CallSteps.HELD;
import static io.callapi.calls.view.CallSteps.RESUMED;
import static io.callapi.calls.view.CallSteps.RINGING;
import static io.callapi.calls.view.CallSteps.TRANSFERRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.view.SeenCall.Links;
import io.callapi.calls.view.SeenCall.State;
import io.callapi.calls.view.SeenCall.Times;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What has happened to a call. */
class CallStepsTest {

  private static final SeenCall INVITED = call(State.RINGING, false);
  private static final SeenCall RINGS = call(State.RINGING, true);
  private static final SeenCall TALKS = call(State.ANSWERED, true);
  private static final SeenCall OVER = call(State.ENDED, true);

  private static SeenCall call(State state, boolean rings, Leg... held) {
    Times times = new Times(Instant.EPOCH, null, null);
    return new SeenCall(
        1, new CallId("a"), null, null, state, rings, Set.of(held), times, Links.NONE);
  }

  @Test
  void areThoseOfTheLifeOfACall() {
    SeenCall half = call(State.HELD, true, Leg.CALLER);
    SeenCall held = call(State.HELD, true, Leg.CALLER, Leg.CALLEE);

    assertThat(CallSteps.between(null, INVITED)).containsExactly(CREATED);
    assertThat(CallSteps.between(INVITED, RINGS)).containsExactly(RINGING);
    assertThat(CallSteps.between(RINGS, TALKS)).containsExactly(ANSWERED);
    assertThat(CallSteps.between(TALKS, half)).containsExactly(HELD);
    assertThat(CallSteps.between(half, held)).containsExactly(HELD);
    assertThat(CallSteps.between(held, half)).containsExactly(RESUMED);
    assertThat(CallSteps.between(half, TALKS)).containsExactly(RESUMED);
    assertThat(CallSteps.between(half, OVER)).containsExactly(ENDED);
  }

  @Test
  void areTheFirstAndTheLastOfACallThatIsSeenLate() {
    assertThat(CallSteps.between(null, RINGS)).containsExactly(CREATED, RINGING);
    assertThat(CallSteps.between(null, TALKS)).containsExactly(CREATED, ANSWERED);
    assertThat(CallSteps.between(null, OVER)).containsExactly(CREATED, ENDED);
    assertThat(CallSteps.between(OVER, RINGS)).containsExactly(CREATED, RINGING);
  }

  @Test
  void repeatTheOneThatItIsAtWhereOnlySomethingElseIsKnown() {
    SeenCall made = TALKS.with(Links.NONE.made("cmd", "tag", null));

    assertThat(CallSteps.between(TALKS, made)).containsExactly(ANSWERED);
  }

  @Test
  void tellATransferBeforeTheEndThatItBrings() {
    Links links = Links.NONE.transferredTo(new CallId("b"));

    assertThat(CallSteps.between(TALKS, TALKS.with(links))).containsExactly(TRANSFERRED);
    assertThat(CallSteps.between(TALKS, OVER.with(links))).containsExactly(TRANSFERRED, ENDED);
    assertThat(CallSteps.between(OVER, OVER.with(links))).containsExactly(TRANSFERRED);
  }
}
