package io.callapi.doctor;

import io.callapi.opensips.EventNames;
import io.callapi.opensips.mi.MiException;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * A call that this program starts goes through the proxy's request route and becomes a dialog
 * there. It is for a user that there is not, so no phone rings.
 */
final class CallCheck implements Check {

  static final String NAME = "calls become dialogs";

  /** Longer than the fr_timeout of tm, 30 s unless it is set. */
  private static final Duration PATIENCE = Duration.ofSeconds(35);

  private static final Duration EVENT = Duration.ofSeconds(1);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(
        ModuleCheck.nameOf("tm"), SubscriptionCheck.nameOf(EventNames.STATE), ArrivalCheck.NAME);
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    TestCall call = TestCall.toNobody(patient);
    Stopwatch watch = new Stopwatch();
    SipUri sipUri = patient.config().sipUri();
    return call.place(PATIENCE)
        .map(result -> result.at("Status").text() + " after " + watch)
        .otherwise(CallCheck::inWords)
        .compose(answer -> judge(patient, call, sipUri, answer))
        .eventually(call::end);
  }

  private static String inWords(Throwable failure) {
    return failure instanceof MiException ? "refused: " + failure.getMessage() : "no answer";
  }

  private static Future<CheckOutcome> judge(
      Patient patient, TestCall call, SipUri sipUri, String answer) {
    return patient
        .ears()
        .get(0)
        .hear(EventNames.STATE, call.callId(), EVENT)
        .map(event -> CheckOutcome.ok(answer + ", dialog " + states(event)))
        .otherwise(silence -> noDialog(sipUri, answer));
  }

  private static String states(JsonObject event) {
    return event.getValue("old_state") + "->" + event.getValue("new_state");
  }

  private static CheckOutcome noDialog(SipUri sipUri, String answer) {
    if (answer.matches("(408|477|no answer|refused).*")) {
      return CheckOutcome.wrong(
          "INVITE to " + sipUri + ": " + answer,
          """
          call-api.yml:  sip.uri: sip:HOST:PORT  (now %s)
          as in opensips.cfg:  socket=udp:HOST:PORT"""
              .formatted(sipUri));
    }
    boolean guarded = answer.matches("(401|403|407).*");
    return CheckOutcome.wrong(
        "INVITE to " + sipUri + ": " + answer + ", but no dialog", guarded ? LET_PASS : DIALOG);
  }

  private static final String DIALOG =
      """
      opensips.cfg, in the route of an INVITE, before t_relay() and lookup():
        record_route();
        if (is_method("INVITE") && !create_dialog()) {
          send_reply(500, "Internal Error");
          exit;
        }""";

  private static final String LET_PASS =
      """
      opensips.cfg:  let an INVITE from the proxy's own address pass without authentication:
        if (!is_myself("$si")) {
          # authentication as it is now
        }
      """
          + DIALOG;
}
