package io.callapi.call;

import io.callapi.command.CommandScope;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallTransferChange;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

  /** A failure may carry a made-up code; the true one follows at once as a notification. */
  private static final Duration TRUE_CAUSE = Duration.ofMillis(100);

  /** How long a final notification waits for the event that it announces. */
  private static final Duration LOST_EVENT = Duration.ofSeconds(1);

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
  record NewCall(CallId callId, @Nullable SipUri destination) {}

  private final CommandScope scope;
  private final Observer observer;
  private final List<CallTransferChange> early = new ArrayList<>();
  private final Set<SipStatus> told = new HashSet<>();
  private final Promise<NewCall> started = Promise.promise();
  private final Promise<NewCall> answered = Promise.promise();
  private boolean open;
  private @Nullable NewCall newCall;
  private boolean failed;
  private @Nullable SipStatus failedWith;
  private @Nullable SipStatus finalNotification;

  TransferWatch(CommandScope scope, Observer observer) {
    this.scope = scope;
    this.observer = observer;
  }

  /** Follows the transfer events of a call. */
  void follow(CallId call) {
    scope.listen(call, this::on);
  }

  /** Lets the stages through, those that came early first. */
  void open() {
    open = true;
    replay();
  }

  /** The new call was placed. */
  Future<NewCall> started() {
    return started.future();
  }

  /** The destination has answered; fails with its final status. */
  Future<NewCall> answered() {
    return answered.future();
  }

  /** The new call, if it was placed. */
  @Nullable NewCall newCall() {
    return newCall;
  }

  private void on(CallEvent event) {
    if (!(event instanceof CallTransferChange change) || change.newCallId() == null) {
      return;
    }
    if (open && !isUnknown(change)) {
      advance(change);
      return;
    }
    early.add(change);
    if (open) {
      scope.after(LOST_EVENT, () -> adopt(change));
    }
  }

  /** Neither start nor success names a new call yet: it may belong to an earlier transfer. */
  private boolean isUnknown(CallTransferChange change) {
    return newCall == null
        && change.stage() != TransferStage.START
        && change.stage() != TransferStage.OK;
  }

  /** No start has come for what was heard of this call: the start was lost. */
  private void adopt(CallTransferChange change) {
    CallId callId = change.newCallId();
    if (newCall == null && callId != null) {
      begin(callId, change.destination());
    }
  }

  private void advance(CallTransferChange change) {
    CallId callId = change.newCallId();
    if (callId == null || (newCall != null && !newCall.callId().equals(callId))) {
      return;
    }
    NewCall call = newCall != null ? newCall : begin(callId, change.destination());
    switch (change.stage()) {
      case START -> {
        // told by begin(), the second one of an attended transfer included
      }
      case NOTIFY -> notified(call, change.status());
      case OK -> answered.tryComplete(call);
      case FAILED -> {
        failed = true;
        failedWith = change.status();
        settleFailure(TRUE_CAUSE);
      }
    }
  }

  private NewCall begin(CallId callId, @Nullable SipUri destination) {
    NewCall call = new NewCall(callId, destination);
    newCall = call;
    observer.started(call);
    started.tryComplete(call);
    replay();
    return call;
  }

  private void replay() {
    List<CallTransferChange> waiting = List.copyOf(early);
    early.clear();
    waiting.forEach(this::on);
  }

  private void notified(NewCall call, @Nullable SipStatus status) {
    if (status == null || answered.future().isComplete()) {
      return;
    }
    if (status.isProvisional()) {
      if (told.add(status)) {
        observer.pending(call, status);
      }
    } else if (status.isSuccess()) {
      scope.after(LOST_EVENT, () -> answered.tryComplete(call));
    } else {
      finalNotification = status;
      settleFailure(LOST_EVENT);
    }
  }

  private void settleFailure(Duration grace) {
    if (failed && finalNotification != null) {
      fail();
    } else {
      scope.after(grace, this::fail);
    }
  }

  private void fail() {
    SipStatus status = finalNotification != null ? finalNotification : failedWith;
    Cause cause =
        status == null ? new Cause(Cause.Source.SIP, null, "Transfer failed") : Cause.sip(status);
    answered.tryFail(new CallFailure(cause));
  }
}
