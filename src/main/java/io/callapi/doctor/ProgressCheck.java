package io.callapi.doctor;

import io.callapi.opensips.mi.MiResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * The proxy itself answers the NOTIFY that tells how a transfer gets on. To see that, a phone is
 * called that is in this program: outside a call, a good script answers 481 to any NOTIFY.
 */
final class ProgressCheck implements Check {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final String RULE =
      """
      opensips.cfg, in the route of requests within a dialog, after loose_route(), before t_relay():
        if (is_method("NOTIFY") && $hdr(Event) =~ "^refer *(;|$)") {
          if ($rb =~ "^SIP/2.0 100" || !call_transfer_notify()) send_reply(200, "OK");
          exit;
        }""";

  @Override
  public String name() {
    return "transfer progress (NOTIFY)";
  }

  @Override
  public List<String> needs() {
    return List.of(CallCheck.NAME);
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    String host = patient.ears().get(0).local().replaceFirst(":[0-9]+$", "");
    return DoctorPhone.open(patient.vertx(), host).compose(phone -> callTo(phone, patient));
  }

  private static Future<CheckOutcome> callTo(DoctorPhone phone, Patient patient) {
    TestCall call = TestCall.to(patient, phone.uri());
    return call.place(PATIENCE)
        .compose(result -> examine(result, call, phone))
        .otherwise(failure -> unreached(phone, String.valueOf(failure.getMessage())))
        .eventually(call::end)
        .eventually(phone::close);
  }

  private static Future<CheckOutcome> examine(MiResult result, TestCall call, DoctorPhone phone) {
    String status = result.at("Status").text();
    if (!status.startsWith("2")) {
      return Future.succeededFuture(unreached(phone, status));
    }
    SipText answer = new SipText(result.at("Message").text());
    if (answer.values("Record-Route").isEmpty()) {
      return Future.succeededFuture(
          CheckOutcome.wrong(
              "an answered call carries no Record-Route",
              "opensips.cfg, in the route of an INVITE, before t_relay():  record_route();"));
    }
    Stopwatch watch = new Stopwatch();
    return call.notifyProgress(answer).map(reply -> judge(reply, phone, watch));
  }

  private static CheckOutcome judge(String reply, DoctorPhone phone, Stopwatch watch) {
    if (phone.hasSeen("NOTIFY")) {
      return CheckOutcome.wrong("passed on to the other phone, which does not expect it", RULE);
    }
    return reply.startsWith("200")
        ? CheckOutcome.ok("answered " + reply + " after " + watch)
        : CheckOutcome.wrong("answered " + reply, RULE);
  }

  private static CheckOutcome unreached(DoctorPhone phone, String why) {
    return CheckOutcome.skipped(
        "a call to " + phone.uri() + " is not answered: " + why, "compare:\n" + RULE);
  }
}
