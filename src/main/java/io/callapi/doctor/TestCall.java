package io.callapi.doctor;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.recipe.SetupInvite;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;

/** A call that is placed as commands place theirs: by t_uac_dlg, through the proxy's own route. */
final class TestCall {

  private final Patient patient;
  private final SetupInvite invite;
  private final SipUri caller;
  private final SipUri callee;
  private final CallId callId;

  private TestCall(Patient patient, SipUri callee, CallId callId) {
    this.patient = patient;
    this.invite = new SetupInvite(patient.config().sipUri());
    this.caller = patient.sipAddress("call-api-doctor");
    this.callee = callee;
    this.callId = callId;
  }

  /** A call to a phone. */
  static TestCall to(Patient patient, SipUri callee) {
    return new TestCall(patient, callee, new CallId("call-api-doctor-" + UUID.randomUUID()));
  }

  /** A call to a user of the proxy that there is not. */
  static TestCall toNobody(Patient patient) {
    CallId callId = new CallId("call-api-doctor-" + UUID.randomUUID());
    return new TestCall(patient, patient.sipAddress(callId.value()), callId);
  }

  String callId() {
    return callId.value();
  }

  /** The same, to the phone's address with one more parameter. */
  TestCall again(String parameter) {
    SipUri target = new SipUri(callee + ";" + parameter);
    return new TestCall(patient, target, new CallId("call-api-doctor-" + UUID.randomUUID()));
  }

  /** The final answer to the INVITE. */
  Future<MiResult> place(Duration patience) {
    return patient.ask(invite.of(callId, callee, caller), patience);
  }

  /**
   * The status of the answer to a NOTIFY that tells how a transfer gets on, from this program's
   * side of the call to the other one.
   *
   * @param answer the phone's answer to the INVITE
   */
  Future<String> notifyProgress(SipText answer) {
    StringBuilder routes = new StringBuilder();
    answer.values("Record-Route").forEach(r -> routes.insert(0, SetupInvite.header("Route", r)));
    String headers =
        SetupInvite.header("From", "<" + caller + ">;tag=" + answer.tag("From"))
            + SetupInvite.header("To", "<" + callee + ">;tag=" + answer.tag("To"))
            + SetupInvite.header("Contact", "<" + invite.contact(callee) + ">")
            + SetupInvite.header("CSeq", "2 NOTIFY")
            + SetupInvite.header("Call-ID", callId.value())
            + SetupInvite.header("Event", "refer;id=2")
            + SetupInvite.header("Subscription-State", "active;expires=60")
            + SetupInvite.header("Content-Type", "message/sipfrag")
            + routes;
    MiRequest notify =
        MiRequest.once("t_uac_dlg")
            .with("method", "NOTIFY")
            .with("ruri", callee.value())
            .with("next_hop", patient.config().sipUri().value())
            .with("body", "SIP/2.0 100 Trying\r\n")
            .with("headers", headers);
    return patient.ask(notify, Duration.ofSeconds(10)).map(result -> result.at("Status").text());
  }

  /** Leaves neither a dialog nor a ringing phone; there may be none. */
  Future<Void> end() {
    MiRequest cancel =
        MiRequest.once("t_uac_cancel").with("callid", callId.value()).with("cseq", "1");
    MiRequest end = MiRequest.once("dlg_end_dlg").with("dialog_id", callId.value());
    return patient
        .ask(cancel)
        .otherwiseEmpty()
        .compose(cancelled -> patient.ask(end))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }
}
