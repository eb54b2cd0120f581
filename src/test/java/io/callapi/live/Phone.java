package io.callapi.live;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A telephone on loopback whose {@link PhoneBehaviour} says how it reacts. It sends its calls
 * through the proxy and media nowhere.
 *
 * <p>What it does runs on the farm's event loop; what it tells may be asked from any thread.
 */
final class Phone {

  private final Vertx vertx;
  private final String name;
  private final PhoneBehaviour behaviour;
  private final SocketAddress proxy;
  private final Transactions transactions;
  private final Map<String, PhoneDialog> dialogs = new ConcurrentHashMap<>();
  private final AtomicInteger sdpVersion = new AtomicInteger();
  private final IncomingCalls incoming;
  private final OutgoingCalls outgoing;
  private final Referrals referrals;
  private volatile int port;

  Phone(Vertx vertx, String name, SocketAddress proxy) {
    this.vertx = vertx;
    this.name = name;
    this.behaviour = PhoneBehaviour.of(name);
    this.proxy = proxy;
    this.transactions = new Transactions(vertx);
    this.incoming = new IncomingCalls(this);
    this.outgoing = new OutgoingCalls(this);
    this.referrals = new Referrals(this, outgoing);
  }

  Future<Void> start() {
    return transactions.listen(this::onRequest).onSuccess(bound -> port = bound).mapEmpty();
  }

  String name() {
    return name;
  }

  /** Where the phone is reached, for instance {@code sip:alice@127.0.0.1:40123}. */
  String uri() {
    return "sip:" + name + "@127.0.0.1:" + port;
  }

  /** The calls the phone is in, without those that still ring. */
  List<PhoneDialog> dialogs() {
    return List.copyOf(dialogs.values());
  }

  Optional<PhoneDialog> dialog(String callId) {
    return dialogs.values().stream().filter(d -> d.callId().equals(callId)).findFirst();
  }

  /** The newest messages the phone has received, repetitions and responses included. */
  List<SipMessage> received() {
    return transactions.received();
  }

  /** Whether a request of that method has come in for the call. */
  boolean hasReceived(String method, String callId) {
    return received().stream()
        .anyMatch(m -> !m.isResponse() && m.method().equals(method) && m.callId().equals(callId));
  }

  /** Drops all calls without a word, as if the power had gone. */
  void forget() {
    dialogs.clear();
    transactions.forget();
  }

  /**
   * Calls an address through the proxy.
   *
   * @return the Call-ID, once the other side has answered; or a {@link CallRefusedException}
   */
  Future<String> call(String uri) {
    return outgoing.call(uri, List.of(), progress -> {}).map(PhoneDialog::callId);
  }

  /** Hangs up; completes when the other side has answered the BYE. */
  Future<Void> hangUp(String callId) {
    return dialog(callId)
        .map(this::bye)
        .orElseGet(() -> Future.failedFuture(name + " is not in call " + callId));
  }

  /** Tells the proxy where the phone is, so that {@code sip:name@proxy} reaches it. */
  Future<Integer> register() {
    String domain = "sip:" + proxy.host() + ":" + proxy.port();
    String self = "<sip:" + name + "@" + proxy.host() + ":" + proxy.port() + ">";
    SipMessage.Builder register =
        SipMessage.request("REGISTER", domain)
            .with("From", self + ";tag=" + token())
            .with("To", self)
            .with("Call-ID", token())
            .with("CSeq", "1 REGISTER")
            .with("Expires", "600");
    return send(register, proxy, progress -> {}).map(SipMessage::status);
  }

  private void onRequest(SipMessage request) {
    String method = request.method();
    if (request.toTag().isEmpty() && method.equals("INVITE")) {
      incoming.onInvite(request);
    } else if (method.equals("CANCEL")) {
      incoming.onCancel(request);
    } else if (method.equals("OPTIONS")) {
      answer(request, 200, "OK");
    } else {
      findDialog(request)
          .ifPresentOrElse(
              dialog -> onRequestWithin(dialog, request),
              () -> answer(request, 481, "Call/Transaction Does Not Exist"));
    }
  }

  private Optional<PhoneDialog> findDialog(SipMessage request) {
    return Optional.ofNullable(dialogs.get(request.callId() + request.toTag()));
  }

  private void onRequestWithin(PhoneDialog dialog, SipMessage request) {
    switch (request.method()) {
      case "INVITE" -> incoming.onReinvite(dialog, request);
      case "REFER" -> referrals.onRefer(dialog, request);
      case "BYE" -> {
        remove(dialog);
        answer(request, 200, "OK");
      }
      case "NOTIFY", "INFO", "UPDATE", "MESSAGE" -> answer(request, 200, "OK");
      default -> answer(request, 501, "Not Implemented");
    }
  }

  // --- for the parts of the phone ---

  PhoneBehaviour behaviour() {
    return behaviour;
  }

  SocketAddress proxy() {
    return proxy;
  }

  String contact() {
    return "<" + uri() + ">";
  }

  void add(PhoneDialog dialog) {
    dialogs.put(dialog.callId() + dialog.localTag(), dialog);
  }

  void remove(PhoneDialog dialog) {
    dialogs.remove(dialog.callId() + dialog.localTag(), dialog);
  }

  Future<Void> bye(PhoneDialog dialog) {
    remove(dialog);
    return sendWithin(dialog, dialog.request("BYE")).mapEmpty();
  }

  void answer(SipMessage request, int status, String reason) {
    answer(request, SipMessage.response(request, status, reason));
  }

  void answer(SipMessage request, SipMessage.Builder response) {
    transactions.answer(request, response.with("Contact", contact()).build());
  }

  Future<SipMessage> sendWithin(PhoneDialog dialog, SipMessage.Builder request) {
    return send(request, dialog.nextHop(), progress -> {});
  }

  Future<SipMessage> send(
      SipMessage.Builder request, SocketAddress to, Handler<SipMessage> progress) {
    return transactions.request(stamped(request, "z9hG4bK" + token()), to, progress);
  }

  /** An ACK: with the INVITE's branch after a refusal, with a new one after a 200. */
  void acknowledge(SipMessage.Builder ack, SocketAddress to, String branch) {
    transactions.transmit(stamped(ack, branch), to);
  }

  private SipMessage stamped(SipMessage.Builder request, String branch) {
    return request
        .with("Via", "SIP/2.0/UDP 127.0.0.1:" + port + ";branch=" + branch + ";rport")
        .with("Max-Forwards", "70")
        .with("Contact", contact())
        .build();
  }

  /** A session description with one audio stream. */
  String sdp(String direction) {
    int media = 20_000 + port % 10_000;
    return "v=0\r\no="
        + name
        + " 1000 "
        + sdpVersion.incrementAndGet()
        + " IN IP4 127.0.0.1\r\n"
        + "s=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + media
        + " RTP/AVP 0\r\n"
        + "a=rtpmap:0 PCMU/8000\r\na="
        + direction
        + "\r\n";
  }

  void after(long millis, Runnable action) {
    vertx.setTimer(millis, timer -> action.run());
  }

  /** A fresh tag, branch or Call-ID. */
  static String token() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1L << 50, 1L << 62), 36);
  }

  @Override
  public String toString() {
    return name + dialogs();
  }
}
