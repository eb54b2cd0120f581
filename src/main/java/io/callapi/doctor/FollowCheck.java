package io.callapi.doctor;

import io.callapi.opensips.EventNames;
import io.callapi.opensips.mi.MiResult;
import io.callapi.sip.Uri;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * callops recognises the new call of a transfer by the parameter {@code osid} of its URI. To see
 * that, a phone in this program is called twice, the second time as a referred phone would call it.
 */
final class FollowCheck implements Check {

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration EVENT = Duration.ofSeconds(1);

  private static final String RULE =
      """
      opensips.cfg, without these lines, or with these values:
        modparam("callops", "mode", "param")
        modparam("callops", "match_param", "osid")
      opensips.cfg:  remove no parameter of the request URI ahead of create_dialog()""";

  @Override
  public String name() {
    return "new calls of transfers";
  }

  @Override
  public List<String> needs() {
    return List.of(CallCheck.NAME, SubscriptionCheck.nameOf(EventNames.TRANSFER));
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    String host = patient.ears().get(0).local().replaceFirst(":[0-9]+$", "");
    return DoctorPhone.open(patient.vertx(), host).compose(phone -> callTo(phone, patient));
  }

  private static Future<CheckOutcome> callTo(DoctorPhone phone, Patient patient) {
    TestCall call = TestCall.to(patient, phone.uri());
    return call.place(PATIENCE)
        .compose(result -> isAnswered(result) ? follow(call, patient) : unreached(phone, result))
        .recover(failure -> unreached(phone, String.valueOf(failure.getMessage())))
        .eventually(call::end)
        .eventually(phone::close);
  }

  private static boolean isAnswered(MiResult result) {
    return result.at("Status").text().startsWith("2");
  }

  /** The dialog's id is in the first event of it. */
  private static Future<CheckOutcome> follow(TestCall call, Patient patient) {
    return hear(patient, EventNames.STATE, call)
        .map(event -> call.again(Uri.OSID_MARK + "=" + event.getString("id")))
        .compose(next -> next.place(PATIENCE).transform(done -> judge(call, patient, next)));
  }

  private static Future<CheckOutcome> judge(TestCall call, Patient patient, TestCall next) {
    Stopwatch watch = new Stopwatch();
    return hear(patient, EventNames.TRANSFER, call)
        .map(event -> CheckOutcome.ok("recognised after " + watch))
        .otherwise(CheckOutcome.wrong("the proxy does not recognise them", RULE))
        .eventually(next::end);
  }

  private static Future<JsonObject> hear(Patient patient, String event, TestCall call) {
    return patient.ears().get(0).hear(event, call.callId(), EVENT);
  }

  private static Future<CheckOutcome> unreached(DoctorPhone phone, Object why) {
    String text = why instanceof MiResult result ? result.at("Status").text() : "" + why;
    return Future.succeededFuture(
        CheckOutcome.skipped(
            "a call to " + phone.uri() + " is not answered: " + text, "compare:\n" + RULE));
  }
}
