package io.callapi.call.transfer;

import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.CallCauses;
import io.callapi.command.Deadline;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.command.Timeouts;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The new call is there, and its destination is to answer. Its dialog alone decides how it comes
 * out: reports name a cause, and prove nothing.
 *
 * @param calls the calls of the phone that are up
 * @param told which provisional statuses were told
 * @param named what was said to be wrong with the call
 */
public record Ringing(TransferPlan plan, PlacedCalls calls, Set<SipStatus> told, NamedFailure named)
    implements Phase {

  public Ringing {
    told = Set.copyOf(told);
  }

  /** Goes on with a call that the phone has placed. */
  public static Step begin(TransferPlan plan, NewCall call, NamedFailure named) {
    Step step = Step.to(new Ringing(plan, PlacedCalls.of(call), Set.of(), named));
    return plan.tellPlaced(step, call)
        .stop(Deadline.NEW_CALL)
        .stop(Deadline.OLD_CALL_OVER)
        .stop(Deadline.GLARE)
        .stop(Deadline.LATE_ANSWER)
        .awaitAnswer(plan.timeouts())
        .follow(call.callId());
  }

  @Override
  public Step onTransfer(TransferNews news) {
    CallId newCall = news.newCallId();
    if (!news.isNew() || newCall == null) {
      return Step.to(this); // of an earlier transfer
    }
    if (!calls.isFirst(newCall)) {
      return withOther(NewCalls.reported(newCall, news));
    }
    SipStatus status = news.status();
    if (status == null) {
      return Step.to(reported());
    }
    return switch (news.stage()) {
      case START, OK -> Step.to(reported());
      case NOTIFY -> status.isProvisional() ? reported().pending(status) : notified(status);
      case FAILED -> failed(reported().with(named.byProxy(status)));
    };
  }

  /** Once the proxy names a call, it is more than one that was recognised. */
  private Ringing reported() {
    return with(calls.reported());
  }

  private Step pending(SipStatus status) {
    if (told.contains(status)) {
      return Step.to(this);
    }
    Set<SipStatus> more = new HashSet<>(told);
    more.add(status);
    return plan.tellPending(Step.to(new Ringing(plan, calls, more, named)), call(), status);
  }

  private Step notified(SipStatus status) {
    return status.isFailure() ? failed(with(named.byPhone(status))) : Step.to(this);
  }

  /** The end of its dialog is to follow; where nothing is heard of it, the call is looked at. */
  private static Step failed(Ringing doubted) {
    return Step.to(doubted).await(Deadline.SIGN);
  }

  Ringing with(NamedFailure failure) {
    return new Ringing(plan, calls, told, failure);
  }

  private Ringing with(PlacedCalls now) {
    return new Ringing(plan, now, told, named);
  }

  /** The call that counts. */
  NewCall call() {
    return calls.first();
  }

  @Override
  public Step onNewCall(Dialog dialog) {
    return withOther(NewCalls.recognised(dialog));
  }

  private Step withOther(NewCall other) {
    return calls.has(other.callId())
        ? Step.to(this)
        : Step.to(with(calls.and(other))).follow(other.callId());
  }

  @Override
  public Step onState(StateNews news) {
    boolean answered = news.state() == CallState.ANSWERED || news.state() == CallState.CONFIRMED;
    if (!calls.has(news.callId())) {
      return Step.to(this); // the old call: whether it goes on does not matter any more
    }
    if (answered) {
      return answered(news.callId());
    }
    return news.isCallOver() ? over(news.callId()) : Step.to(this);
  }

  private Step answered(CallId callId) {
    PlacedCalls now = calls.with(callId);
    return plan.succeeded(now.first(), now.surplus());
  }

  private Step over(CallId callId) {
    if (!calls.isFirst(callId)) {
      return Step.to(with(calls.without(callId)));
    }
    return calls.others().isEmpty()
        ? Failing.begin(this)
        : failed(with(calls.withoutFirst()).with(NamedFailure.NONE)); // the next one, perhaps, too
  }

  @Override
  public Step onDue(Deadline deadline) {
    return switch (deadline) {
      case ANSWER -> callOff(TransferCauses.NO_ANSWER);
      case RING -> callOff(Timeouts.calleeRang());
      case SIGN -> Step.to(this).look(call().callId());
      default -> Step.to(this); // a wait of the phase before
    };
  }

  @Override
  public Step onLooked(CallId call, List<Dialog> dialogs) {
    return calls.isFirst(call) && dialogs.stream().noneMatch(Dialog::isUp)
        ? over(call)
        : Step.to(this);
  }

  @Override
  public Step onNotLooked(CallId call, Refused failure) {
    return Step.to(this);
  }

  /** The answer to the REFER comes after the call, or a second one does. */
  @Override
  public Step onDone(ProxyRequest<?> request) {
    return Step.to(this);
  }

  /** A phone that has placed the call has not refused to. */
  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    return Step.to(this);
  }

  @Override
  public Step onSearched(List<Dialog> dialogs) {
    return Step.to(this);
  }

  @Override
  public Step onLost(CallId lost) {
    return calls.isFirst(lost) ? plan.failed(CallCauses.LOST, Set.of()) : Step.to(this);
  }

  @Override
  public Step onCancelled(Cause cause) {
    return callOff(cause);
  }

  Step callOff(Cause cause) {
    return CalledOff.begin(plan, cause, calls);
  }
}
