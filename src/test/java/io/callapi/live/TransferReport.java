package io.callapi.live;

import io.callapi.live.PhoneBehaviour.Habit;
import io.callapi.live.PhoneBehaviour.OnRefer;

/** The NOTIFYs by which a phone tells how the call goes that it was asked for. */
final class TransferReport {

  private static final long LATE_MILLIS = 1000;
  private static final String ACTIVE = "active;expires=60";
  private static final String OVER = "terminated;reason=noresource";

  private final PhoneBehaviour behaviour;
  private final PhoneLine line;
  private final PhoneDialog dialog;
  private boolean over;

  TransferReport(PhoneBehaviour behaviour, PhoneLine line, PhoneDialog dialog) {
    this.behaviour = behaviour;
    this.line = line;
    this.dialog = dialog;
  }

  void trying() {
    send("100 Trying", ACTIVE);
  }

  /** A provisional response to the new call. */
  void progress(SipMessage response) {
    if (response.status() == 100) {
      return;
    }
    if (behaviour.has(Habit.NOTIFIES_EARLY)) {
      succeeded();
    } else {
      send(response.status() + " " + response.reason(), ACTIVE);
    }
  }

  void succeeded() {
    end("200 OK");
  }

  void failed(String status) {
    if (behaviour.has(Habit.NOTIFIES_LATE)) {
      line.after(LATE_MILLIS, () -> end(status));
    } else {
      end(status);
    }
  }

  private void end(String status) {
    if (!over) {
      over = true;
      send(status, OVER);
    }
  }

  private void send(String status, String subscription) {
    if (behaviour.onRefer() == OnRefer.CALL_ONLY || behaviour.onRefer() == OnRefer.HANG_UP_FIRST) {
      return;
    }
    SipMessage.Builder notify =
        dialog
            .request("NOTIFY")
            .with("Event", behaviour.has(Habit.EVENT_ID) ? "refer;id=2" : "refer")
            .with("Subscription-State", subscription)
            .body("message/sipfrag;version=2.0", fragment(status));
    var unused = line.send(dialog, notify);
  }

  private String fragment(String status) {
    String header =
        behaviour.has(Habit.NOTIFIES_WITH_HEADERS) ? "Contact: " + line.contact() + "\r\n" : "";
    return "SIP/2.0 " + status + "\r\n" + header;
  }
}
