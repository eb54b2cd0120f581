package io.callapi.call.transfer;

import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.CallCauses;
import io.callapi.command.Deadline;
import io.callapi.command.Input;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The new call has ended. Its phone may call again by itself (after a challenge or a redirection),
 * and why it has ended may still have to be said.
 *
 * @param before as it was while the call was there
 */
public record Failing(Ringing before) implements Phase {

  static Step begin(Ringing before) {
    return await(before);
  }

  private static Step await(Ringing before) {
    if (before.named().isCertain()) {
      return new Failing(before).fail();
    }
    Step step = Step.to(new Failing(before));
    return before.named().mayBeTriedAgain()
        ? step.stop(Deadline.TRUE_CAUSE).await(Deadline.TRY_AGAIN)
        : step.stop(Deadline.TRY_AGAIN).await(Deadline.TRUE_CAUSE);
  }

  @Override
  public Step onState(StateNews news) {
    return !news.isCallOver() && news.callId().equals(before.call().callId())
        ? goOn(before.with(NamedFailure.NONE)).then(new Input.Heard(news))
        : Step.to(this);
  }

  private static Step goOn(Ringing again) {
    return Step.to(again).stop(Deadline.TRY_AGAIN).stop(Deadline.TRUE_CAUSE);
  }

  @Override
  public Step onTransfer(TransferNews news) {
    CallId newCall = news.newCallId();
    if (newCall == null) {
      return unnamed(news.status());
    }
    if (!news.isNew()) {
      return Step.to(this);
    }
    if (!newCall.equals(before.call().callId())) {
      return withAnother(NewCalls.reported(newCall, news)).then(new Input.Heard(news));
    }
    SipStatus status = news.status();
    boolean isFailure = status != null && status.isFailure();
    if (status == null || !isFailure) {
      return Step.to(this);
    }
    return switch (news.stage()) {
      case NOTIFY -> await(before.with(before.named().byPhone(status)));
      case FAILED -> await(before.with(before.named().byProxy(status)));
      default -> Step.to(this);
    };
  }

  /** The phone says that a call has failed: that of an earlier transfer, or this one. */
  private Step unnamed(@Nullable SipStatus status) {
    return status != null && status.isFailure() && before.named().status() == null
        ? await(before.with(before.named().byPhone(status)))
        : Step.to(this);
  }

  /** The phone has called again, under another Call-ID; under the first one it still may. */
  private Step withAnother(NewCall call) {
    PlacedCalls both = PlacedCalls.of(call).and(before.call());
    Ringing again = new Ringing(before.plan(), both, before.told(), NamedFailure.NONE);
    return goOn(again).follow(call.callId());
  }

  @Override
  public Step onNewCall(Dialog dialog) {
    return !dialog.isUp() || dialog.callId().equals(before.call().callId())
        ? Step.to(this)
        : withAnother(NewCalls.recognised(dialog));
  }

  @Override
  public Step onDue(Deadline deadline) {
    return switch (deadline) {
      case TRUE_CAUSE -> fail();
      // The phone has that long in all; where it will not call again, its own reason is due now.
      case ANSWER, RING ->
          before.named().mayBeTriedAgain() ? before.onDue(deadline) : Step.to(this);
      case TRY_AGAIN -> Step.to(this).search(before.plan().expectation());
      default -> Step.to(this);
    };
  }

  /** Before a failure is told after which a phone may call again, such a call is looked for. */
  @Override
  public Step onSearched(List<Dialog> dialogs) {
    return dialogs.stream()
        .filter(Dialog::isUp)
        .findFirst()
        .map(dialog -> found(NewCalls.recognised(dialog)))
        .orElseGet(this::fail);
  }

  private Step found(NewCall call) {
    return call.callId().equals(before.call().callId())
        ? goOn(before.with(NamedFailure.NONE)).follow(call.callId())
        : withAnother(call);
  }

  private Step fail() {
    SipStatus status = before.named().status();
    Cause cause = status == null ? CallCauses.CALL_OVER : Cause.sip(status);
    return before.plan().failed(cause, Set.of());
  }

  @Override
  public Step onDone(ProxyRequest<?> request) {
    return Step.to(this);
  }

  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    return Step.to(this);
  }

  @Override
  public Step onLost(CallId call) {
    return fail();
  }

  @Override
  public Step onCancelled(Cause cause) {
    return before.named().mayBeTriedAgain()
        ? before.callOff(cause)
        : before.plan().failed(cause, before.calls().all());
  }
}
