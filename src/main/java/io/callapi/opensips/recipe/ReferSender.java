package io.callapi.opensips.recipe;

import static io.callapi.opensips.recipe.SetupInvite.header;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;

/** Sends a REFER in a dialog, once, and waits for the phone's answer. */
final class ReferSender {

  private static final int UNREADABLE = 500;

  private final OrderedMi mi;

  ReferSender(OrderedMi mi) {
    this.mi = mi;
  }

  /**
   * {@code dlg_send_sequential}, which knows a dialog by its Call-ID alone.
   *
   * @param target what stands in Refer-To between the angle brackets
   */
  Future<Done> send(CallId callId, Leg leg, String target) {
    MiRequest refer =
        MiRequest.once("dlg_send_sequential")
            .with("callid", callId.value())
            .with("method", "REFER")
            .with("mode", leg.wireName())
            .with("body", "none")
            .with(
                "headers",
                header("Refer-To", "<" + target + ">")
                    + header("Referred-By", "<" + referrer() + ">"));
    return mi.askPhone(refer)
        .map(ReferSender::status)
        .recover(ReferSender::silence)
        .compose(
            status ->
                status.isSuccess()
                    ? Future.succeededFuture(new Done())
                    : MiFailures.refused(status));
  }

  private SipUri referrer() {
    SipUri proxy = mi.settings().sipUri();
    return new SetupInvite(proxy).contact(proxy);
  }

  private static SipStatus status(MiResult answer) {
    return new SipStatus(answer.at("Code").number(UNREADABLE), answer.at("Reason").text());
  }

  /** A phone that says nothing until fr_timeout is an error of this command: it is a SIP status. */
  private static Future<SipStatus> silence(Throwable failure) {
    return failure instanceof MiException refusal && refusal.code() == MiFailures.REQUEST_TIMEOUT
        ? Future.succeededFuture(new SipStatus(refusal.code(), refusal.reason()))
        : Future.failedFuture(failure);
  }
}
