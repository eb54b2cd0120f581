package io.callapi.opensips.recipe;

import static io.callapi.opensips.recipe.SetupInvite.header;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.ReleaseFork;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;

/**
 * {@code t_uac_dlg} with a BYE to the phone itself: {@code dlg_end_dlg} reaches the one that the
 * proxy takes for the callee, and no other.
 */
final class ReleaseForkRecipe {

  /** The phone knows no such dialog (any more): it is over (RFC 3261, section 15.1.1). */
  private static final int NO_SUCH_DIALOG = 481;

  private final OrderedMi mi;

  ReleaseForkRecipe(OrderedMi mi) {
    this.mi = mi;
  }

  Future<Done> release(ReleaseFork request) {
    MiRequest bye =
        MiRequest.once("t_uac_dlg")
            .with("method", "BYE")
            .with("ruri", request.answered().contact())
            .with("headers", headers(request.dialog(), request.answered()));
    return mi.askPhone(bye).compose(ReleaseForkRecipe::judged).recover(MiFailures::translated);
  }

  /** The INVITE had CSeq 1. */
  private String headers(Dialog dialog, DialogLeg answered) {
    return header("From", party(dialog.caller()))
        + header("To", party(answered))
        + header("CSeq", "2 BYE")
        + header("Call-ID", dialog.callId().value());
  }

  private String party(DialogLeg leg) {
    String uri = leg.uri() == null ? mi.settings().sipUri().value() : leg.uri();
    return "<" + uri + ">;tag=" + leg.tag();
  }

  private static Future<Done> judged(MiResult result) {
    SipStatus status =
        SipStatus.parse(result.at("Status").text()).orElse(new SipStatus(NO_SUCH_DIALOG, ""));
    boolean isOver =
        status.isSuccess()
            || status.code() == NO_SUCH_DIALOG
            || status.code() == MiFailures.REQUEST_TIMEOUT;
    return isOver ? Future.succeededFuture(new Done()) : MiFailures.refused(status);
  }
}
