package io.callapi.live;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a phone places calls. */
final class OutgoingCalls {

  private final Phone phone;
  private final PhoneLine line;
  private final Map<String, Ringing> ringing = new HashMap<>();

  /** A call that is not answered yet, and the newest that was heard of it. */
  private record Ringing(String uri, SipMessage progress) {}

  OutgoingCalls(Phone phone, PhoneLine line) {
    this.phone = phone;
    this.line = line;
  }

  /**
   * Calls an address through the proxy.
   *
   * @param progress hears the provisional responses
   * @return the call once it is answered, or a {@link CallRefusedException}
   */
  Future<PhoneDialog> call(
      String uri, List<SipMessage.Header> headers, Handler<SipMessage> progress) {
    String from = line.contact() + ";tag=" + PhoneLine.token();
    String to = "<" + withoutMark(uri) + ">";
    SipMessage.Builder invite =
        SipMessage.request("INVITE", uri)
            .with("From", from)
            .with("To", to)
            .with("Call-ID", PhoneLine.token() + "@" + line.name())
            .with("CSeq", "1 INVITE")
            .with(headers)
            .body("application/sdp", line.sdp("sendrecv"));
    return line.send(invite, response -> onProgress(uri, response, progress))
        .compose(end -> onFinal(uri, end));
  }

  private static String withoutMark(String uri) {
    return uri.replaceFirst(";osid=[^;>?]*", "");
  }

  private void onProgress(String uri, SipMessage response, Handler<SipMessage> progress) {
    ringing.put(response.callId(), new Ringing(uri, response));
    progress.handle(response);
  }

  /** Cancels all calls that are not answered yet; completes when the proxy has agreed. */
  Future<Void> giveUp() {
    return Future.all(ringing.values().stream().map(this::cancel).toList()).mapEmpty();
  }

  private Future<SipMessage> cancel(Ringing call) {
    SipMessage.Builder cancel =
        SipMessage.request("CANCEL", call.uri())
            .with("From", call.progress().first("from"))
            .with("To", "<" + withoutMark(call.uri()) + ">")
            .with("Call-ID", call.progress().callId())
            .with("CSeq", "1 CANCEL");
    return line.cancel(cancel, call.progress());
  }

  private Future<PhoneDialog> onFinal(String uri, SipMessage response) {
    ringing.remove(response.callId());
    if (response.status() >= 300) {
      line.acknowledge(refusalAck(uri, response), response);
      return Future.failedFuture(new CallRefusedException(response));
    }
    PhoneDialog dialog = PhoneDialog.placed(response);
    phone.add(dialog);
    line.acknowledge(dialog);
    return Future.succeededFuture(dialog);
  }

  private static SipMessage.Builder refusalAck(String uri, SipMessage response) {
    return SipMessage.request("ACK", uri)
        .with("From", response.first("from"))
        .with("To", response.first("to"))
        .with("Call-ID", response.callId())
        .with("CSeq", "1 ACK");
  }
}
