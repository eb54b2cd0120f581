package io.callapi.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallNews.StateNews;
import io.callapi.command.Deadline;
import io.callapi.command.Step;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClearingTest {

  private static final CallId SETUP = new CallId("start-1");
  private static final DialogRef FIRST = new DialogRef(SETUP, new DialogId("1.1"));
  private static final DialogRef SECOND = new DialogRef(SETUP, new DialogId("1.2"));

  private final CallStart.Start start =
      new CallStart.Start(
          new CallStart.Params(new SipUri("sip:alice@h"), new SipUri("sip:bob@h"), null, null),
          SETUP,
          "mark");
  private final Clearing clearing = new Clearing(start, List.of(FIRST, SECOND));

  @Test
  void callsThePhoneWhenTheLastDialogOfAnEarlierRunIsGone() {
    Step first = clearing.onState(new StateNews(SETUP, new DialogId("1.1"), CallState.ENDED, true));

    assertThat(first).isEqualTo(Step.to(new Clearing(start, List.of(SECOND))));
    Step second =
        first.next().onState(new StateNews(SETUP, new DialogId("1.2"), CallState.ENDED, false));
    assertThat(second.next()).isInstanceOf(SetupPhases.Calling.class);
  }

  @Test
  void waitsASecondForTheReportOfAnEndThatTheProxyHasConfirmed() {
    assertThat(clearing.onDone(new ProxyRequest.Release(FIRST)))
        .isEqualTo(Step.to(clearing).await(Deadline.END_REPORTED));
  }

  @Test
  void asksAgainForAnEndThatIsNotReported() {
    assertThat(clearing.onDue(Deadline.END_REPORTED))
        .isEqualTo(Step.to(clearing).release(List.of(FIRST, SECOND)));
  }

  @Test
  void takesADialogForGoneThatTheProxyDoesNotKnow() {
    Refused unknown = new Refused(CallFailure.Reason.CALL_UNKNOWN, Cause.client("no such dialog"));

    assertThat(clearing.onFailed(new ProxyRequest.Release(FIRST), unknown))
        .isEqualTo(Step.to(new Clearing(start, List.of(SECOND))));
  }

  @Test
  void failsWhereNoEndComesInTime() {
    assertThat(clearing.onDue(Deadline.RELEASE))
        .isEqualTo(Step.fail(Cause.timeout("No end of the earlier call in time")));
  }
}
