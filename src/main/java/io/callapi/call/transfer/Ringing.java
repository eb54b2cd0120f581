package io.callapi.call.transfer;

import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.CallCauses;
import io.callapi.command.Deadline;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The new call is there, and its destination is to answer. Its dialog alone decides how it comes
 * out: reports name a cause, and prove nothing.
 *
 * @param others further calls of the phone that are up, for a REFER may reach it twice; one of all
 *     is enough
 * @param told which provisional statuses were told
 * @param named what was said to be wrong with the call
 */
public record Ringing(
    TransferPlan plan, NewCall call, List<NewCall> others, Set<SipStatus> told, NamedFailure named)
    implements Phase {

  public Ringing {
    others = List.copyOf(others);
    told = Set.copyOf(told);
  }

  /** Goes on with a call that the phone has placed. */
  public static Step begin(TransferPlan plan, NewCall call, NamedFailure named) {
    Step step = Step.to(new Ringing(plan, call, List.of(), Set.of(), named));
    return plan.tellPlaced(step, call)
        .stop(Deadline.NEW_CALL)
        .stop(Deadline.OLD_CALL_OVER)
        .stop(Deadline.GLARE)
        .stop(Deadline.LATE_ANSWER)
        .await(Deadline.ANSWER)
        .follow(call.callId());
  }

  @Override
  public Step onTransfer(TransferNews news) {
    CallId newCall = news.newCallId();
    if (!news.isNew() || newCall == null) {
      return Step.to(this); // of an earlier transfer
    }
    if (!newCall.equals(call.callId())) {
      return withOther(NewCalls.reported(newCall, news));
    }
    SipStatus status = news.status();
    if (status == null) {
      return Step.to(reported());
    }
    return switch (news.stage()) {
      case START, OK -> Step.to(reported());
      case NOTIFY -> status.isProvisional() ? reported().pending(status) : notified(status);
      case FAILED -> Step.to(reported().with(named.byProxy(status)));
    };
  }

  /** Once the proxy names a call, it is more than one that was recognised. */
  private Ringing reported() {
    NewCall known = new NewCall(call.callId(), call.destination(), true);
    return call.reported() ? this : new Ringing(plan, known, others, told, named);
  }

  private Step pending(SipStatus status) {
    if (told.contains(status)) {
      return Step.to(this);
    }
    Set<SipStatus> more = new HashSet<>(told);
    more.add(status);
    return plan.tellPending(Step.to(new Ringing(plan, call, others, more, named)), call, status);
  }

  private Step notified(SipStatus status) {
    return Step.to(status.isFailure() ? with(named.byPhone(status)) : this);
  }

  Ringing with(NamedFailure failure) {
    return new Ringing(plan, call, others, told, failure);
  }

  @Override
  public Step onNewCall(Dialog dialog) {
    return withOther(NewCalls.recognised(dialog));
  }

  private Step withOther(NewCall other) {
    if (isKnown(other.callId())) {
      return Step.to(this);
    }
    List<NewCall> more = new ArrayList<>(others);
    more.add(other);
    return Step.to(new Ringing(plan, call, more, told, named)).follow(other.callId());
  }

  private boolean isKnown(CallId callId) {
    return call.callId().equals(callId)
        || others.stream().anyMatch(other -> other.callId().equals(callId));
  }

  @Override
  public Step onState(StateNews news) {
    boolean answered = news.state() == CallState.ANSWERED || news.state() == CallState.CONFIRMED;
    if (!isKnown(news.callId())) {
      return Step.to(this); // the old call: whether it goes on does not matter any more
    }
    if (answered) {
      return answered(news.callId());
    }
    return news.isCallOver() ? over(news.callId()) : Step.to(this);
  }

  private Step answered(CallId callId) {
    Ringing answered = first(callId);
    return plan.succeeded(
        answered.call, Set.copyOf(answered.others.stream().map(NewCall::callId).toList()));
  }

  /** The same, with another of the calls as the one that counts. */
  private Ringing first(CallId callId) {
    if (callId.equals(call.callId())) {
      return this;
    }
    List<NewCall> rest = new ArrayList<>(others);
    NewCall chosen =
        rest.stream().filter(other -> other.callId().equals(callId)).findFirst().orElse(call);
    rest.remove(chosen);
    rest.add(call);
    return new Ringing(plan, chosen, rest, told, named);
  }

  private Step over(CallId callId) {
    if (!callId.equals(call.callId())) {
      return Step.to(without(callId));
    }
    return others.isEmpty()
        ? Failing.begin(this)
        : Step.to(first(others.get(0).callId()).without(callId).with(NamedFailure.NONE));
  }

  private Ringing without(CallId callId) {
    List<NewCall> rest = others.stream().filter(other -> !other.callId().equals(callId)).toList();
    return new Ringing(plan, call, rest, told, named);
  }

  Set<CallId> placed() {
    Set<CallId> all = new LinkedHashSet<>();
    all.add(call.callId());
    others.forEach(other -> all.add(other.callId()));
    return all;
  }

  @Override
  public Step onDue(Deadline deadline) {
    return deadline == Deadline.ANSWER
        ? plan.failed(TransferCauses.NO_ANSWER, placed())
        : Step.to(this); // a wait of the phase before
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
    return lost.equals(call.callId()) ? plan.failed(CallCauses.LOST, Set.of()) : Step.to(this);
  }

  @Override
  public Step onCancelled(Cause cause) {
    return plan.failed(cause, placed());
  }
}
