package io.callapi.live;

import io.callapi.live.PhoneBehaviour.Habit;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** What connects a phone to the proxy: its name, its port, and how its messages are dressed. */
final class PhoneLine {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int FIRST_MEDIA_PORT = 20_000;
  private static final int MEDIA_PORTS = 10_000;

  private final Vertx vertx;
  private final String name;
  private final PhoneBehaviour behaviour;
  private final SocketAddress proxy;
  private final Transactions transactions;
  private final AtomicInteger sdpVersion = new AtomicInteger();
  private final AtomicInteger past = new AtomicInteger();
  private volatile int port;

  PhoneLine(Vertx vertx, String name, PhoneBehaviour behaviour, SocketAddress proxy) {
    this.vertx = vertx;
    this.name = name;
    this.behaviour = behaviour;
    this.proxy = proxy;
    this.transactions = new Transactions(vertx);
  }

  Future<Void> open(Handler<SipMessage> requests) {
    return transactions.listen(requests).onSuccess(bound -> port = bound).mapEmpty();
  }

  String name() {
    return name;
  }

  String uri() {
    return "sip:" + name + "@" + LOOPBACK + ":" + port;
  }

  String contact() {
    return "<" + uri() + ">";
  }

  /** Who it says it is when it calls. */
  String identity() {
    if (behaviour.has(Habit.ANONYMOUS)) {
      return "\"Anonymous\" <sip:anonymous@anonymous.invalid>";
    }
    return behaviour.has(Habit.TEL_FROM) ? "<tel:+12125550123>" : contact();
  }

  SocketAddress proxy() {
    return proxy;
  }

  List<SipMessage> received() {
    return transactions.received();
  }

  /** Drops what has come in, and what is still to be done. */
  void forget() {
    past.incrementAndGet();
    transactions.forget();
  }

  void answer(SipMessage request, int status, String reason) {
    answer(request, SipMessage.response(request, status, reason));
  }

  void answer(SipMessage request, SipMessage.Builder response) {
    answerAsIs(request, response.with("Contact", contact()));
  }

  /** Answers without saying where this phone is. */
  void answerAsIs(SipMessage request, SipMessage.Builder response) {
    transactions.answer(request, response.build());
  }

  /** Sends a request within a call along the call's route; gives the final response. */
  Future<SipMessage> send(PhoneDialog dialog, SipMessage.Builder request) {
    return send(request, dialog.nextHop(), progress -> {});
  }

  /** Sends a request to the proxy; gives the final response. */
  Future<SipMessage> send(SipMessage.Builder request, Handler<SipMessage> progress) {
    return send(request, proxy, progress);
  }

  private Future<SipMessage> send(
      SipMessage.Builder request, SocketAddress to, Handler<SipMessage> progress) {
    return transactions.request(stamped(request, freshBranch()), to, progress);
  }

  /** The ACK of a 200 starts a transaction of its own and takes the call's route. */
  void acknowledge(PhoneDialog dialog, SipMessage ok) {
    transactions.transmit(stamped(dialog.ack(ok), freshBranch()), dialog.nextHop());
  }

  /** The ACK of a refusal belongs to the INVITE and goes the same way. */
  void acknowledge(SipMessage.Builder ack, SipMessage refusal) {
    transactions.transmit(stamped(ack, refusal.branch()), proxy);
  }

  /** A CANCEL goes the way of its INVITE; gives the answer to the CANCEL itself. */
  Future<SipMessage> cancel(SipMessage.Builder cancel, SipMessage progress) {
    return transactions.request(stamped(cancel, progress.branch()), proxy, ignored -> {});
  }

  private SipMessage stamped(SipMessage.Builder request, String branch) {
    return request
        .with("Via", "SIP/2.0/UDP " + LOOPBACK + ":" + port + ";branch=" + branch + ";rport")
        .with("Max-Forwards", "70")
        .with("Contact", contact())
        .build();
  }

  /** A session description with one audio stream. */
  String sdp(String direction) {
    return """
        v=0
        o=%s 1000 %d IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 0
        a=rtpmap:0 PCMU/8000
        a=%s
        """
        .formatted(
            name, sdpVersion.incrementAndGet(), FIRST_MEDIA_PORT + port % MEDIA_PORTS, direction)
        .replace("\n", "\r\n");
  }

  /** Does something later, unless the phone has forgotten everything by then. */
  void after(long millis, Runnable action) {
    int before = past.get();
    vertx.setTimer(
        millis,
        timer -> {
          if (past.get() == before) {
            action.run();
          }
        });
  }

  /** A fresh tag or Call-ID. */
  static String token() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1L << 50, 1L << 62), 36);
  }

  private static String freshBranch() {
    return "z9hG4bK" + token();
  }
}
