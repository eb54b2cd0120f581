package io.callapi.call;

import io.callapi.command.CommandScope;
import io.callapi.proxy.Call;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallTransferChange;
import io.callapi.proxy.CallEvent.RequestEcho;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import io.callapi.sip.Uri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one transfer out of events that come early, late, twice, out of order, and from earlier
 * transfers of the same call.
 *
 * <p>The new call's Call-ID tells transfers apart. Nothing is told before {@link #open}, and each
 * stage is told once, in causal order.
 */
final class TransferWatch {

  /** How long the start of a call of which something was heard may be missing. */
  private static final Duration LOST_START = Duration.ofSeconds(1);

  /** Hears the stages. */
  interface Observer {

    /** The new call was placed. */
    void started(NewCall call);

    /** The new call goes on; the status is provisional (RFC 3261, section 7.2). */
    void pending(NewCall call, SipStatus status);
  }

  /**
   * The call that the transferred phone places.
   *
   * @param destination as the proxy says; null if it does not
   */
  record NewCall(CallId callId, @Nullable Uri destination) {}

  private final CommandScope scope;
  private final Observer observer;
  private final List<CallTransferChange> early = new ArrayList<>();
  private final Set<SipStatus> told = new HashSet<>();
  private final Promise<Void> sign = Promise.promise();
  private final Promise<NewCall> started = Promise.promise();
  private final List<CallId> followed = new ArrayList<>();
  private final TransferOutcome outcome;
  private final SurplusCalls surplus;
  private boolean open;
  private boolean abandoned;
  private boolean echoed;
  private @Nullable NewCall newCall;
  private @Nullable DialogWatch newDialog;

  TransferWatch(CommandScope scope, Observer observer) {
    this.scope = scope;
    this.observer = observer;
    this.outcome = new TransferOutcome(scope);
    this.surplus = new SurplusCalls(scope);
  }

  /** Follows the transfer events of a call. */
  void follow(CallId call) {
    followed.add(call);
    scope.listen(call, this::on);
  }

  /** Lets the stages through, those that came early first. */
  void open() {
    open = true;
    replay();
  }

  /** The phone has placed a call, whether it has answered the request for it or not. */
  Future<Void> sign() {
    return sign.future();
  }

  /** The new call was placed. */
  Future<NewCall> started() {
    return started.future();
  }

  /** The destination has answered; fails with its final status. */
  Future<NewCall> answered() {
    return outcome.answered();
  }

  /** The new call, if it was placed. */
  @Nullable NewCall newCall() {
    return newCall;
  }

  /** The new call has failed, by what the phone or the proxy has said, or is over. */
  boolean hasFailed() {
    return outcome.isFailure() || (newDialog != null && newDialog.isOver());
  }

  /** How a call has failed of which no start was heard; perhaps that of an earlier transfer. */
  Optional<CallFailure> strayFailure() {
    return early.stream()
        .map(CallTransferChange::status)
        .filter(status -> status != null && status.isFailure())
        .findFirst()
        .map(status -> new CallFailure(Cause.sip(status)));
  }

  /** The new call was found although its start was not heard. */
  void adopt(NewCall call) {
    if (newCall == null && open && !abandoned && !surplus.isClosed()) {
      begin(call);
    }
  }

  private void on(CallEvent event) {
    echoed |= event instanceof RequestEcho;
    if (!(event instanceof CallTransferChange change)
        || change.newCallId() == null
        || surplus.isClosed()) {
      return;
    }
    if (abandoned && newCall == null) {
      endIfPlaced(change);
      return;
    }
    if (change.isOfCallThatIsUp()) {
      sign.tryComplete();
    }
    if (open && !isUnknown(change)) {
      advance(change);
      return;
    }
    early.add(change);
    if (open) {
      scope.after(LOST_START, () -> adoptIfUp(change));
    }
  }

  /** Neither start nor success names a new call yet: it may belong to an earlier transfer. */
  private boolean isUnknown(CallTransferChange change) {
    return newCall == null && !change.isOfCallThatIsUp();
  }

  /** No start has come for what was heard of this call: if the call is up, the start was lost. */
  private void adoptIfUp(CallTransferChange change) {
    CallId callId = change.newCallId();
    if (newCall == null && callId != null) {
      scope
          .proxy()
          .lookUp(callId)
          .onSuccess(call -> adopt(new NewCall(callId, change.destination())));
    }
  }

  private void advance(CallTransferChange change) {
    CallId callId = change.newCallId();
    if (callId == null) {
      return;
    }
    NewCall call = newCall;
    if (call == null) {
      call = begin(new NewCall(callId, change.destination()));
    } else if (!call.callId().equals(callId)) {
      endIfSecond(change, call, callId);
      return;
    }
    switch (change.stage()) {
      case START -> {
        // told by begin(), the second one of an attended transfer included
      }
      case NOTIFY -> notified(call, change.status());
      case OK -> outcome.succeed(call);
      case FAILED -> outcome.fail(change.status());
    }
  }

  /** The request has reached the phone twice: of the two calls that it places one is enough. */
  private void endIfSecond(CallTransferChange change, NewCall call, CallId second) {
    if (change.isOfCallThatIsUp() && Objects.equals(change.destination(), call.destination())) {
      surplus.end(second);
    } else {
      surplus.suspect(second);
    }
  }

  /** Gives up: a call that the phone places from now on is ended and not told. */
  void abandon() {
    abandoned = true;
    replay();
  }

  private void endIfPlaced(CallTransferChange change) {
    CallId callId = change.newCallId();
    if (callId != null && change.isOfCallThatIsUp()) {
      surplus.end(callId);
      sign.tryComplete();
    } else if (callId != null) {
      surplus.suspect(callId);
    }
  }

  /** Surplus calls that the phone has placed are ended; from then on nothing is followed. */
  Future<Void> close() {
    return surplus.close();
  }

  /**
   * The transferred call is over, so any other call that its phone has placed, or places from now
   * on, is by a copy of the request that the network has delivered late: it is ended.
   */
  void endLateCalls() {
    surplus.endSuspects();
    if (echoed) {
      endUnheardCalls();
    }
    followed.forEach(call -> scope.listenAfterwards(call, this::endIfLate));
  }

  /** The phone was asked twice, and of a call that it places after the old one nobody tells. */
  private void endUnheardCalls() {
    scope
        .proxy()
        .calls()
        .onSuccess(
            calls ->
                calls.stream()
                    .filter(call -> followed.contains(call.transferOf()))
                    .map(Call::callId)
                    .filter(call -> !isNewCall(call))
                    .forEach(surplus::endLate));
  }

  private void endIfLate(CallEvent event) {
    if (event instanceof RequestEcho) {
      endUnheardCalls();
    } else if (surplus.isClosed()
        && event instanceof CallTransferChange change
        && change.newCallId() != null
        && !isNewCall(change.newCallId())) {
      surplus.endLate(change.newCallId());
    }
  }

  private boolean isNewCall(CallId callId) {
    return newCall != null && newCall.callId().equals(callId);
  }

  private NewCall begin(NewCall call) {
    newCall = call;
    observer.started(call);
    started.tryComplete(call);
    DialogWatch dialog = DialogWatch.existing(scope, call.callId());
    newDialog = dialog;
    dialog.confirmed().onSuccess(v -> outcome.succeedSoon(call));
    dialog.ended().onSuccess(v -> outcome.failSoon(dialog.why()));
    replay();
    return call;
  }

  private void replay() {
    List<CallTransferChange> waiting = List.copyOf(early);
    early.clear();
    waiting.forEach(this::on);
  }

  private void notified(NewCall call, @Nullable SipStatus status) {
    if (status == null || outcome.isKnown()) {
      return;
    }
    if (status.isProvisional()) {
      if (told.add(status)) {
        observer.pending(call, status);
      }
    } else if (status.isSuccess()) {
      outcome.succeedSoon(call);
    } else {
      outcome.failAsNotified(status);
    }
  }
}
