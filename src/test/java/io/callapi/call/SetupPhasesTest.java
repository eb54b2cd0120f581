package io.callapi.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.call.SetupPhases.Calling;
import io.callapi.command.Deadline;
import io.callapi.command.Output;
import io.callapi.command.Step;
import io.callapi.command.Timeouts;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SetupPhasesTest {

  private static final CallId SETUP = new CallId("start-1");

  private final CallStart.Start start = start(new Timeouts(5000, null));

  private static CallStart.Start start(@Nullable Timeouts timeouts) {
    SipUri caller = new SipUri("sip:alice@h");
    SipUri callee = new SipUri("sip:bob@h");
    return new CallStart.Start(new CallStart.Params(caller, callee, null, timeouts), SETUP, "mark");
  }

  private static List<Deadline> waits(Step step) {
    return step.outputs().stream()
        .filter(Output.Wait.class::isInstance)
        .map(output -> ((Output.Wait) output).deadline())
        .toList();
  }

  @Test
  void letsThePhoneRingAsLongAsTheClientSays() {
    assertThat(waits(SetupPhases.call(start))).containsExactly(Deadline.ANSWER, Deadline.RING);
  }

  @Test
  void letsThePhoneRingAsLongAsTheProxyDoesIfTheClientDoesNotSay() {
    assertThat(waits(SetupPhases.call(start(null)))).containsExactly(Deadline.ANSWER);
    assertThat(waits(SetupPhases.call(start(new Timeouts(null, 9000)))))
        .containsExactly(Deadline.ANSWER);
  }

  @Test
  void endsTheCallOfAPhoneThatRingsForTooLong() {
    Step step = new Calling(start, false, null).onDue(Deadline.RING);

    assertThat(step.outputs().toString()).contains("Release[dialog=");
    assertThat(step.next().toString()).contains("No answer of the caller within timeouts.ring");
  }

  @Test
  void waitsForTheReasonOfAPhoneThatDoesNotRingAnyMore() {
    Calling over = new Calling(start, true, null);

    assertThat(over.onDue(Deadline.RING)).isEqualTo(Step.to(over));
  }

  @Test
  void tellsTheReasonOfAPhoneThatHasRefused() {
    Calling refused = new Calling(start, false, Cause.sip(486, "Busy Here"));

    assertThat(refused.onDue(Deadline.RING).next().toString()).contains("Busy Here");
  }
}
