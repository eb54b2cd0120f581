package io.callapi.live;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;

/** How a phone places calls. */
final class OutgoingCalls {

  private final Phone phone;

  OutgoingCalls(Phone phone) {
    this.phone = phone;
  }

  /**
   * Calls an address through the proxy.
   *
   * @param progress hears the provisional responses
   * @return the call once it is answered, or a {@link CallRefusedException}
   */
  Future<PhoneDialog> call(
      String uri, List<SipMessage.Header> headers, Handler<SipMessage> progress) {
    String from = phone.contact() + ";tag=" + Phone.token();
    String to = "<" + uri.replaceFirst(";osid=[^;>?]*", "") + ">";
    SipMessage.Builder invite =
        SipMessage.request("INVITE", uri)
            .with("From", from)
            .with("To", to)
            .with("Call-ID", Phone.token() + "@" + phone.name())
            .with("CSeq", "1 INVITE")
            .with(headers)
            .body("application/sdp", phone.sdp("sendrecv"));
    return phone.send(invite, phone.proxy(), progress).compose(end -> onFinal(uri, end));
  }

  private Future<PhoneDialog> onFinal(String uri, SipMessage response) {
    if (response.status() >= 300) {
      phone.acknowledge(refusalAck(uri, response), phone.proxy(), response.branch());
      return Future.failedFuture(new CallRefusedException(response));
    }
    PhoneDialog dialog = PhoneDialog.placed(response);
    phone.add(dialog);
    phone.acknowledge(dialog.ack(), dialog.nextHop(), "z9hG4bK" + Phone.token());
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
