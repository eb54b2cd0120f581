package io.callapi.live;

import io.callapi.live.PhoneBehaviour.Habit;
import io.callapi.live.PhoneBehaviour.OnRefer;
import io.callapi.live.SipMessage.Header;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How a phone places a call because it is asked to, and tells how that goes (RFC 3515). */
final class Referrals {

  private static final long BEFORE_CALLING_MILLIS = 30;
  private static final long BEFORE_CALLING_LATE_MILLIS = 1000;
  private static final long BEFORE_CALLING_AGAIN_MILLIS = 3000;
  private static final long BEFORE_GIVING_UP_MILLIS = 100;
  private static final long LATE_MILLIS = 3000;
  private static final long TOO_LATE_MILLIS = 6000;

  private final Phone phone;
  private final PhoneBehaviour behaviour;
  private final PhoneLine line;
  private final OutgoingCalls calls;
  private final Set<String> postponed = new HashSet<>();

  Referrals(Phone phone, PhoneLine line, OutgoingCalls calls) {
    this.phone = phone;
    this.behaviour = phone.behaviour();
    this.line = line;
    this.calls = calls;
  }

  void onRefer(PhoneDialog dialog, SipMessage refer) {
    switch (behaviour.onRefer()) {
      case SAY_NOTHING -> {}
      case REFUSE -> line.answer(refer, 603, "Decline");
      case ACCEPT_ONLY -> accept(refer);
      case ACCEPT_AND_GIVE_UP -> giveUp(dialog, refer);
      case GLARE_ONCE -> obeyTheSecondTime(dialog, refer);
      case ANSWER_LATE -> line.after(LATE_MILLIS, () -> obey(dialog, refer));
      case ANSWER_TOO_LATE -> line.after(TOO_LATE_MILLIS, () -> obey(dialog, refer));
      case CALL_ONLY, CALL_AND_NOTIFY, HANG_UP_FIRST -> obey(dialog, refer);
    }
  }

  private void accept(SipMessage refer) {
    line.answer(refer, 202, "Accepted");
  }

  private void giveUp(PhoneDialog dialog, SipMessage refer) {
    accept(refer);
    TransferReport report = new TransferReport(behaviour, line, dialog);
    report.trying();
    line.after(BEFORE_GIVING_UP_MILLIS, () -> report.failed("503 Service Unavailable"));
  }

  private void obeyTheSecondTime(PhoneDialog dialog, SipMessage refer) {
    if (postponed.add(dialog.callId())) {
      line.answer(refer, 491, "Request Pending");
    } else {
      obey(dialog, refer);
    }
  }

  private void obey(PhoneDialog dialog, SipMessage refer) {
    accept(refer);
    TransferReport report = new TransferReport(behaviour, line, dialog);
    report.trying();
    if (behaviour.onRefer() == OnRefer.HANG_UP_FIRST) {
      var unused = phone.hangUp(dialog);
    }
    line.after(beforeCalling(), () -> call(refer, report));
    if (behaviour.has(Habit.CALLS_TWICE)) {
      line.after(BEFORE_CALLING_AGAIN_MILLIS, () -> call(refer, report));
    }
  }

  private long beforeCalling() {
    return behaviour.has(Habit.CALLS_LATE) ? BEFORE_CALLING_LATE_MILLIS : BEFORE_CALLING_MILLIS;
  }

  private void call(SipMessage refer, TransferReport report) {
    String target = SipAddress.parse(refer.first("refer-to")).uri();
    int question = target.indexOf('?');
    String uri = question < 0 ? target : target.substring(0, question);
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("referred-by", line.contact()));
    if (question >= 0) {
      headers.addAll(embedded(target.substring(question + 1)));
    }
    calls
        .call(uri, headers, report::progress)
        .onSuccess(dialog -> report.succeeded())
        .onFailure(failure -> report.failed(reason(failure)));
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
}
