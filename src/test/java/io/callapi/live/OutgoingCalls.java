package io.callapi.live;

import io.callapi.live.PhoneBehaviour.Habit;
import io.callapi.live.SipMessage.Header;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a phone places calls; it tries again where it is asked for credentials or sent elsewhere. */
final class OutgoingCalls {

  private static final int MOST_ATTEMPTS = 3;
  private static final String CREDENTIALS =
      "Digest username=\"phone\", realm=\"phones\", nonce=\"1\", uri=\"sip:phones\", response=\"1\"";

  private final Phone phone;
  private final PhoneLine line;
  private final Map<String, Ringing> ringing = new HashMap<>();

  /** One INVITE of a call; the next one of the same call has the next CSeq. */
  private record Attempt(String uri, String to, String callId, int cseq, List<Header> headers) {

    Attempt with(Header header) {
      List<Header> more = new ArrayList<>(headers);
      more.add(header);
      return new Attempt(uri, to, callId, cseq + 1, more);
    }

    Attempt at(String other) {
      return new Attempt(other, to, callId, cseq + 1, headers);
    }

    SipMessage.Builder request(String method, String from) {
      return SipMessage.request(method, uri)
          .with("From", from)
          .with("To", to)
          .with("Call-ID", callId)
          .with("CSeq", cseq + " " + method);
    }
  }

  /** A call that is not answered yet, and the newest that was heard of it. */
  private record Ringing(Attempt attempt, SipMessage progress) {}

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
  Future<PhoneDialog> call(String uri, List<Header> headers, Handler<SipMessage> progress) {
    String dialled = dialled(uri);
    String to = "<" + withoutMark(dialled) + ">";
    String from = line.identity() + ";tag=" + PhoneLine.token();
    return send(new Attempt(dialled, to, callId(), 1, headers), from, progress);
  }

  private String dialled(String uri) {
    boolean plain = phone.behaviour().has(Habit.DROPS_PARAMETERS);
    return plain ? uri.replaceFirst(";[^?>]*", "") : uri;
  }

  private String callId() {
    String word = PhoneLine.token();
    return phone.behaviour().has(Habit.ODD_CALL_ID)
        ? "<" + word + ">@" + line.name()
        : word + "@" + line.name();
  }

  private Future<PhoneDialog> send(Attempt attempt, String from, Handler<SipMessage> progress) {
    SipMessage.Builder invite =
        attempt
            .request("INVITE", from)
            .with(attempt.headers())
            .body("application/sdp", line.sdp("sendrecv"));
    return line.send(invite, response -> onProgress(attempt, response, progress))
        .compose(end -> onFinal(attempt, end, progress));
  }

  private static String withoutMark(String uri) {
    return uri.replaceFirst(";osid=[^;>?]*", "");
  }

  private void onProgress(Attempt attempt, SipMessage response, Handler<SipMessage> progress) {
    ringing.put(response.callId(), new Ringing(attempt, response));
    progress.handle(response);
  }

  /** Cancels all calls that are not answered yet; completes when the proxy has agreed. */
  Future<Void> giveUp() {
    return Future.all(ringing.values().stream().map(this::cancel).toList()).mapEmpty();
  }

  private Future<SipMessage> cancel(Ringing call) {
    String from = call.progress().first("from");
    return line.cancel(call.attempt().request("CANCEL", from), call.progress());
  }

  private Future<PhoneDialog> onFinal(
      Attempt attempt, SipMessage response, Handler<SipMessage> progress) {
    ringing.remove(response.callId());
    if (response.status() < 300) {
      PhoneDialog dialog = PhoneDialog.placed(response);
      phone.add(dialog);
      line.acknowledge(dialog, response);
      return Future.succeededFuture(dialog);
    }
    line.acknowledge(refusalAck(attempt, response), response);
    String from = response.first("from");
    if (phone.behaviour().has(Habit.GIVES_UP) || attempt.cseq() == MOST_ATTEMPTS) {
      return Future.failedFuture(new CallRefusedException(response));
    }
    return switch (response.status()) {
      case 407 ->
          send(attempt.with(new Header("proxy-authorization", CREDENTIALS)), from, progress);
      case 302 ->
          send(attempt.at(SipAddress.parse(response.first("contact")).uri()), from, progress);
      default -> Future.failedFuture(new CallRefusedException(response));
    };
  }

  private static SipMessage.Builder refusalAck(Attempt attempt, SipMessage response) {
    return SipMessage.request("ACK", attempt.uri())
        .with("From", response.first("from"))
        .with("To", response.first("to"))
        .with("Call-ID", response.callId())
        .with("CSeq", attempt.cseq() + " ACK");
  }
}
