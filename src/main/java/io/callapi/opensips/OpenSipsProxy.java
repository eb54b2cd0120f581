package io.callapi.opensips;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.proxy.Call;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The recipes: each operation on calls, as management commands of OpenSIPS. */
final class OpenSipsProxy implements SipProxy {

  private static final String UNKNOWN = "Dialog not found";
  private static final int REQUEST_TIMEOUT = 408; // RFC 3261, section 21.4.9
  private static final int NOT_FOUND = 404;

  private final MiTransport mi;
  private final ConnectorSettings settings;
  private final Invitation invitation;
  private final DialogList dialogs;
  private final VersionReader version;
  private final FirstLegs firstLegs;
  private final HoldTurns holds;

  /** How many transfer requests are being prepared, by call; none once the call is given up. */
  private final Map<CallId, Integer> referring = new HashMap<>();

  OpenSipsProxy(Vertx vertx, MiTransport mi, ConnectorSettings settings, VersionReader version) {
    this.mi = mi;
    this.settings = settings;
    this.invitation = new Invitation(settings.sipUri());
    this.dialogs = new DialogList(this::ask, mi::isRoomy);
    this.version = version;
    this.holds = new HoldTurns(Later.on(vertx));
    this.firstLegs =
        new FirstLegs(
            Later.on(vertx),
            mi,
            settings.inviteTimeout(),
            callId -> dialogs.check(callId, UNKNOWN),
            this::endDialog);
  }

  @Override
  public Future<Void> placeLeg(CallId callId, SipUri target, SipUri shownAs) {
    return firstLegs
        .place(callId, invitation.of(callId, target, shownAs))
        .compose(result -> ifAccepted(statusOf(result.at("Status").text())))
        .recover(OpenSipsProxy::translated);
  }

  @Override
  public Future<Void> cancelLeg(CallId callId) {
    // The CSeq is that of the invitation; the number alone, whatever the module's manual says.
    return done(
        MiRequest.repeatable("t_uac_cancel").with("callid", callId.value()).with("cseq", "1"));
  }

  @Override
  public Future<Void> refer(CallId callId, Leg leg, SipUri destination) {
    return version
        .release()
        .compose(
            release ->
                switch (release.referBy()) {
                  case SEND_SEQUENTIAL -> referAnswered(callId, leg, destination);
                  case CALL_TRANSFER -> referUnanswered(callId, leg, destination);
                })
        .recover(OpenSipsProxy::translated);
  }

  /** The mark "osid" makes callops follow the new call as a transfer of this dialog. */
  private Future<Void> referAnswered(CallId callId, Leg leg, SipUri destination) {
    referring.merge(callId, 1, Integer::sum);
    return dialogs
        .find(callId, UNKNOWN)
        .compose(
            dialog -> ifStillWanted(callId, Future.succeededFuture(dialog)),
            failure -> ifStillWanted(callId, Future.failedFuture(failure)))
        .compose(dialog -> sendRefer(callId, leg, destination + ";osid=" + dialog.id()));
  }

  /** The call may have been given up while it was looked up. */
  private Future<Dialog> ifStillWanted(CallId callId, Future<Dialog> found) {
    boolean isWanted = referring.containsKey(callId);
    referring.computeIfPresent(callId, (call, count) -> count == 1 ? null : count - 1);
    return isWanted
        ? found
        : Future.failedFuture(new CallFailure(Cause.sip(481, "The call has ended")));
  }

  /** The phone's answer cannot be known: its silence is a matter of deadlines. */
  private Future<Void> referUnanswered(CallId callId, Leg leg, SipUri destination) {
    return done(
        MiRequest.once("call_transfer")
            .with("callid", callId.value())
            .with("leg", leg.wireName())
            .with("destination", destination.value()));
  }

  private Future<Void> sendRefer(CallId callId, Leg leg, String target) {
    String headers =
        Invitation.header("Refer-To", "<" + target + ">")
            + Invitation.header("Referred-By", "<" + invitation.contact() + ">");
    MiRequest refer =
        MiRequest.once("dlg_send_sequential")
            .with("callid", callId.value())
            .with("method", "REFER")
            .with("mode", leg.wireName())
            .with("body", "none")
            .with("headers", headers);
    return ask(refer)
        .map(answer -> new SipStatus(answer.at("Code").number(500), answer.at("Reason").text()))
        .recover(OpenSipsProxy::silence)
        .compose(OpenSipsProxy::ifAccepted);
  }

  /** A phone that says nothing is an error of this command: in truth it is the phone's status. */
  private static Future<SipStatus> silence(Throwable failure) {
    return failure instanceof MiException refusal && refusal.code() == REQUEST_TIMEOUT
        ? Future.succeededFuture(new SipStatus(REQUEST_TIMEOUT, refusal.reason()))
        : Future.failedFuture(failure);
  }

  @Override
  public Future<Void> replace(CallId callId, Leg leg, CallId peerCallId, Leg peerLeg) {
    return Future.join(version.read(), dialogs.find(callId, UNKNOWN))
        .compose(ready -> dialogs.find(peerCallId, "Transfer dialog not found"))
        .compose(peer -> replace(callId, leg, peer, peerLeg))
        .recover(OpenSipsProxy::translated);
  }

  private Future<Void> replace(CallId callId, Leg leg, Dialog peer, Leg peerLeg) {
    SipUri target = peer.call().party(peerLeg);
    if (target == null) {
      return Future.failedFuture(new CallFailure(Cause.mi(404, "No address to be reached at")));
    }
    return version
        .release()
        .compose(
            release ->
                switch (release.referBy()) {
                  case SEND_SEQUENTIAL -> replaceAnswered(callId, leg, peer, target, peerLeg);
                  case CALL_TRANSFER -> transferUnanswered(callId, leg, peer, peerLeg);
                });
  }

  private Future<Void> replaceAnswered(
      CallId callId, Leg leg, Dialog peer, SipUri target, Leg peerLeg) {
    return markAsReplaced(callId, peer)
        .compose(marked -> sendRefer(callId, leg, replacing(target, peer, peerLeg)));
  }

  /** Tells callops that the peer's dialog is replaced for this one, so both report it. */
  private Future<MiResult> markAsReplaced(CallId callId, Dialog peer) {
    return ask(
        MiRequest.repeatable("dlg_push_var")
            .with("dlg_val_name", "call_transfer_callid")
            .with("dlg_val_value", callId.value())
            .with("DID", List.of(peer.id())));
  }

  /** A URI with a Replaces header (RFC 3891, section 3): to-tag is that of the leg reached. */
  private static String replacing(SipUri target, Dialog peer, Leg peerLeg) {
    String replaces =
        peer.call().callId()
            + ";to-tag="
            + peer.tag(peerLeg)
            + ";from-tag="
            + peer.tag(peerLeg.peer());
    return target + "?Replaces=" + URLEncoder.encode(replaces, StandardCharsets.UTF_8);
  }

  private Future<Void> transferUnanswered(CallId callId, Leg leg, Dialog peer, Leg peerLeg) {
    return done(
        MiRequest.once("call_transfer")
            .with("callid", callId.value())
            .with("leg", leg.wireName())
            .with("transfer_callid", peer.call().callId().value())
            .with("transfer_leg", peerLeg.wireName()));
  }

  @Override
  public Future<Void> hold(CallId callId) {
    return holds.inTurn(
        callId,
        HoldTurns.Kind.HOLD,
        () -> done(MiRequest.repeatable("call_hold").with("callid", callId.value())));
  }

  @Override
  public Future<Void> resume(CallId callId) {
    return holds.inTurn(
        callId,
        HoldTurns.Kind.RESUME,
        () -> done(MiRequest.repeatable("call_unhold").with("callid", callId.value())));
  }

  @Override
  public Future<Void> end(CallId callId) {
    firstLegs.withdraw(callId);
    referring.remove(callId);
    return endDialog(callId).onSuccess(ended -> firstLegs.forget(callId));
  }

  /** That a second copy of the request finds nothing is success: the first has ended it. */
  private Future<Void> endDialog(CallId callId) {
    return ask(MiRequest.repeatable("dlg_end_dlg").with("dialog_id", callId.value()))
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof MiException refusal
                        && refusal.isAfterRepeat()
                        && refusal.code() == NOT_FOUND
                    ? Future.succeededFuture()
                    : translated(failure));
  }

  @Override
  public Future<Call> lookUp(CallId callId) {
    return dialogs.check(callId, UNKNOWN).map(Dialog::call).recover(OpenSipsProxy::translated);
  }

  @Override
  public Future<List<Call>> calls() {
    return dialogs.all().recover(OpenSipsProxy::translated);
  }

  private Future<Void> done(MiRequest request) {
    return ask(request).<Void>mapEmpty().recover(OpenSipsProxy::translated);
  }

  private Future<MiResult> ask(MiRequest request) {
    return mi.call(request, settings.timeout());
  }

  private static SipStatus statusOf(String text) {
    return SipStatus.parse(text).orElseGet(() -> new SipStatus(500, "unreadable status: " + text));
  }

  private static Future<Void> ifAccepted(SipStatus status) {
    return status.isSuccess()
        ? Future.succeededFuture()
        : Future.failedFuture(new CallFailure(Cause.sip(status)));
  }

  private static <T> Future<T> translated(Throwable failure) {
    if (failure instanceof MiException refusal) {
      return Future.failedFuture(new CallFailure(Cause.mi(refusal.code(), refusal.reason())));
    }
    return Future.failedFuture(
        failure instanceof NoReplyException silence
            ? new CallFailure(Cause.timeout(String.valueOf(silence.getMessage())))
            : failure);
  }
}
