package io.callapi.call;

import io.callapi.call.CallStart.Start;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.command.Deadline;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.List;

/**
 * The set-up dialogs that an earlier run of this program has left are being ended; then the phone
 * is called.
 *
 * @param left those that are still up
 */
record Clearing(Start start, List<DialogRef> left) implements Phase {

  Clearing {
    left = List.copyOf(left);
  }

  /** Ends them, and then calls. */
  static Step begin(Start start, List<DialogRef> left) {
    return Step.to(new Clearing(start, left))
        .follow(start.setup())
        .await(Deadline.RELEASE)
        .release(left);
  }

  @Override
  public Step onState(StateNews news) {
    return news.state() == CallState.ENDED ? without(news.id()) : Step.to(this);
  }

  private Step without(DialogId gone) {
    List<DialogRef> rest = new ArrayList<>(left);
    rest.removeIf(dialog -> gone.equals(dialog.id()));
    return rest.isEmpty() ? call() : Step.to(new Clearing(start, rest));
  }

  private Step call() {
    return Step.to(this)
        .stop(Deadline.RELEASE)
        .stop(Deadline.END_REPORTED)
        .goOn(SetupPhases.call(start));
  }

  @Override
  public Step onDone(ProxyRequest<?> request) {
    return awaitEnd();
  }

  private Step awaitEnd() {
    return Step.to(this).await(Deadline.END_REPORTED);
  }

  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    DialogId id = request instanceof ProxyRequest.Release asked ? asked.dialog().id() : null;
    return failure.reason() == Reason.CALL_UNKNOWN && id != null ? without(id) : awaitEnd();
  }

  @Override
  public Step onDue(Deadline deadline) {
    // Whether one is gone of which no event tells, a second request finds out.
    return deadline == Deadline.END_REPORTED ? Step.to(this).release(left) : tooLate();
  }

  private static Step tooLate() {
    return Step.fail(Cause.timeout("No end of the earlier call in time"));
  }

  @Override
  public Step onLost(CallId call) {
    return call();
  }

  @Override
  public Step onCancelled(Cause cause) {
    return Step.fail(cause);
  }
}
