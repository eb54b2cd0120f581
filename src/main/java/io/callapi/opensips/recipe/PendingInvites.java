package io.callapi.opensips.recipe;

import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** The INVITEs of set-up dialogs that wait for their final answer, by Call-ID. */
final class PendingInvites {

  /**
   * What the proxy is asked about them meanwhile.
   *
   * @param exists whether there is a dialog of a Call-ID that is up, in one request
   * @param lookUp the dialogs of a Call-ID that are up, all of them
   * @param end ends the dialog of a Call-ID; fails where there is none
   * @param reliable whether a request that is sent arrives
   */
  record Inquiries(
      Function<CallId, Future<Boolean>> exists,
      Function<CallId, Future<List<Dialog>>> lookUp,
      Function<CallId, Future<Done>> end,
      BooleanSupplier reliable) {}

  private final Timers timers;
  private final Duration inviteTimeout;
  private final Inquiries inquiries;
  private final Map<CallId, PendingInvite> pending = new HashMap<>();

  /**
   * @param inviteTimeout after this an INVITE is not waited for any more
   */
  PendingInvites(Timers timers, Duration inviteTimeout, Inquiries inquiries) {
    this.timers = timers;
    this.inviteTimeout = inviteTimeout;
    this.inquiries = inquiries;
  }

  /**
   * Sends an INVITE, again where it seems to be lost.
   *
   * @param invite sends it, each time the same
   * @return its final answer; fails with 487 if it is withdrawn before
   */
  Future<SipStatus> send(CallId callId, Supplier<Future<SipStatus>> invite) {
    PendingInvite sent = new PendingInvite(callId, invite, timers, inquiries);
    pending.put(callId, sent);
    return sent.start(inviteTimeout, () -> pending.remove(callId, sent));
  }

  /**
   * The INVITE is not wanted any more. The proxy may have it and no dialog yet, so its dialog is
   * ended again and again until {@link #forget}, or until there is an answer.
   */
  void withdraw(CallId callId) {
    PendingInvite sent = pending.get(callId);
    if (sent != null) {
      sent.withdraw();
    }
  }

  /** Its dialog was there, and is ended. */
  void forget(CallId callId) {
    PendingInvite sent = pending.get(callId);
    if (sent != null) {
      sent.end();
    }
  }

  /** What a dialog does says what has become of the INVITE. */
  void onDialog(DialogChanged change) {
    PendingInvite sent = pending.get(change.callId());
    if (sent != null) {
      sent.onDialog(change);
    }
  }
}
