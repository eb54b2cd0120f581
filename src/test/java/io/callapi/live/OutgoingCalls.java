package io.callapi.live;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;

/** How a phone places calls. */
final class OutgoingCalls {

  private final Phone phone;
  private final PhoneLine line;

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
    String to = "<" + uri.replaceFirst(";osid=[^;>?]*", "") + ">";
    SipMessage.Builder invite =
        SipMessage.request("INVITE", uri)
            .with("From", from)
            .with("To", to)
            .with("Call-ID", PhoneLine.token() + "@" + line.name())
            .with("CSeq", "1 INVITE")
            .with(headers)
            .body("application/sdp", line.sdp("sendrecv"));
    return line.send(invite, progress).compose(end -> onFinal(uri, end));
  }

  private Future<PhoneDialog> onFinal(String uri, SipMessage response) {
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
