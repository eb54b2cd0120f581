package io.callapi.live;

import io.callapi.live.SipMessage.Header;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a phone places a call because it is asked to, and tells how that goes (RFC 3515). */
final class Referrals {

  private static final long BEFORE_CALLING_MILLIS = 30;
  private static final long BEFORE_GIVING_UP_MILLIS = 100;
  private static final String ACTIVE = "active;expires=60";
  private static final String OVER = "terminated;reason=noresource";

  private final PhoneBehaviour behaviour;
  private final PhoneLine line;
  private final OutgoingCalls calls;

  Referrals(PhoneBehaviour behaviour, PhoneLine line, OutgoingCalls calls) {
    this.behaviour = behaviour;
    this.line = line;
    this.calls = calls;
  }

  void onRefer(PhoneDialog dialog, SipMessage refer) {
    switch (behaviour.onRefer()) {
      case SAY_NOTHING -> {}
      case REFUSE -> line.answer(refer, 603, "Decline");
      case ACCEPT_ONLY -> accept(refer);
      case ACCEPT_AND_GIVE_UP -> {
        accept(refer);
        notify(dialog, "100 Trying", ACTIVE);
        line.after(BEFORE_GIVING_UP_MILLIS, () -> notify(dialog, "503 Service Unavailable", OVER));
      }
      case CALL_ONLY -> {
        accept(refer);
        line.after(BEFORE_CALLING_MILLIS, () -> call(refer, (status, subscription) -> {}));
      }
      case CALL_AND_NOTIFY -> {
        accept(refer);
        notify(dialog, "100 Trying", ACTIVE);
        line.after(
            BEFORE_CALLING_MILLIS,
            () -> call(refer, (status, subscription) -> notify(dialog, status, subscription)));
      }
    }
  }

  private void accept(SipMessage refer) {
    line.answer(refer, 202, "Accepted");
  }

  /** Tells the one who asked. */
  private interface Report {
    void send(String status, String subscription);
  }

  private void call(SipMessage refer, Report report) {
    String target = SipAddress.parse(refer.first("refer-to")).uri();
    int question = target.indexOf('?');
    String uri = question < 0 ? target : target.substring(0, question);
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("referred-by", line.contact()));
    if (question >= 0) {
      headers.addAll(embedded(target.substring(question + 1)));
    }
    calls
        .call(uri, headers, progress -> tellProgress(progress, report))
        .onSuccess(dialog -> report.send("200 OK", OVER))
        .onFailure(failure -> report.send(reason(failure), OVER));
  }

  private static void tellProgress(SipMessage progress, Report report) {
    if (progress.status() > 100) {
      report.send(progress.status() + " " + progress.reason(), ACTIVE);
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof CallRefusedException refused
        ? String.valueOf(refused.getMessage())
        : "408 Request Timeout";
  }

  /** The headers a URI asks for, as in {@code sip:bob@host?Replaces=...}. */
  private static List<Header> embedded(String headers) {
    List<Header> found = new ArrayList<>();
    for (String header : headers.split("&", -1)) {
      int equals = header.indexOf('=');
      String value = header.substring(equals + 1).replace("+", "%2B");
      found.add(
          new Header(
              header.substring(0, equals).toLowerCase(Locale.ROOT),
              URLDecoder.decode(value, StandardCharsets.UTF_8)));
    }
    return found;
  }

  private void notify(PhoneDialog dialog, String status, String subscription) {
    SipMessage.Builder notify =
        dialog
            .request("NOTIFY")
            .with("Event", behaviour.eventId() ? "refer;id=2" : "refer")
            .with("Subscription-State", subscription)
            .body("message/sipfrag;version=2.0", "SIP/2.0 " + status + "\r\n");
    var unused = line.send(dialog, notify);
  }
}
