package io.callapi.live;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The transactions of one phone (RFC 3261, section 17) and the socket they use: whatever may get
 * lost is sent again, and whatever comes again is answered again.
 *
 * <p>All of a farm's phones live on one event loop, so nothing here needs a lock.
 */
final class Transactions {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int RECEIVE_BUFFER = 4 << 20;
  private static final int REMEMBERED = 10_000;
  private static final int RECORDED = 1000;
  private static final long FIRST_REPEAT_MILLIS = 500;
  private static final long LONGEST_REPEAT_MILLIS = 4000;
  private static final long REQUEST_MILLIS = 32_000;
  private static final long INVITE_MILLIS = 180_000;

  private final Vertx vertx;
  private final DatagramSocket socket;
  private final Map<String, SipMessage> seen = new Remembered();
  private final Map<String, SipMessage> answered = new Remembered();
  private final Map<String, Sent> sent = new HashMap<>();
  private final Set<String> unacknowledged = new HashSet<>();
  private volatile Set<String> forgotten = Set.of();
  private final ArrayBlockingQueue<SipMessage> received = new ArrayBlockingQueue<>(RECORDED);

  /** A request of ours that waits for its final response. */
  private record Sent(Promise<SipMessage> response, Handler<SipMessage> progress) {}

  Transactions(Vertx vertx) {
    this.vertx = vertx;
    this.socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
  }

  /** Starts to listen on a port that is free, and gives every new request to the handler. */
  Future<Integer> listen(Handler<SipMessage> requests) {
    socket.handler(packet -> onPacket(packet, requests));
    return socket.listen(0, LOOPBACK).map(bound -> bound.localAddress().port());
  }

  private void onPacket(DatagramPacket packet, Handler<SipMessage> requests) {
    String text = packet.data().toString();
    if (text.isBlank()) {
      return;
    }
    SipMessage message = SipMessage.parse(text);
    record(message);
    if (message.isResponse()) {
      onResponse(message);
    } else if (message.method().equals("ACK")) {
      unacknowledged.remove(message.callId() + message.cseq());
    } else if (seen.put(message.transaction(), message) == null) {
      requests.handle(message);
    } else if (answered.containsKey(message.transaction())) {
      transmit(answered.get(message.transaction()), source(message));
    }
  }

  private void record(SipMessage message) {
    while (!forgotten.contains(message.callId()) && !received.offer(message)) {
      received.poll();
    }
  }

  private void onResponse(SipMessage response) {
    Sent waiting = sent.get(response.transaction());
    if (waiting == null) {
      return;
    }
    if (response.status() < 200) {
      waiting.progress().handle(response);
    } else {
      sent.remove(response.transaction());
      waiting.response().tryComplete(response);
    }
  }

  /** The newest messages that have come in, responses and repetitions included. */
  List<SipMessage> received() {
    return List.copyOf(received);
  }

  /** Drops what has come in; what still comes of those calls is not recorded either. */
  void forget() {
    forgotten = received.stream().map(SipMessage::callId).collect(Collectors.toUnmodifiableSet());
    received.clear();
  }

  void answer(SipMessage request, SipMessage response) {
    answered.put(request.transaction(), response);
    transmit(response, source(request));
    if (response.method().equals("INVITE") && response.status() >= 200) {
      String key = response.callId() + response.cseq();
      unacknowledged.add(key);
      vertx.setTimer(REQUEST_MILLIS, timer -> unacknowledged.remove(key));
      repeat(response, source(request), FIRST_REPEAT_MILLIS, () -> unacknowledged.contains(key));
    }
  }

  /**
   * Sends a request until something comes back.
   *
   * @param progress hears the provisional responses
   * @return the final response
   */
  Future<SipMessage> request(SipMessage request, SocketAddress to, Handler<SipMessage> progress) {
    String key = request.transaction();
    boolean[] heard = {false};
    Sent waiting =
        new Sent(
            Promise.promise(),
            response -> {
              heard[0] = true;
              progress.handle(response);
            });
    sent.put(key, waiting);
    transmit(request, to);
    repeat(request, to, FIRST_REPEAT_MILLIS, () -> !heard[0] && sent.containsKey(key));
    long patience = request.method().equals("INVITE") ? INVITE_MILLIS : REQUEST_MILLIS;
    vertx.setTimer(patience, timer -> giveUp(key, waiting));
    return waiting.response().future();
  }

  private void giveUp(String key, Sent waiting) {
    if (sent.remove(key, waiting)) {
      waiting.response().tryFail(new TimeoutException("no final response to " + key));
    }
  }

  private void repeat(SipMessage message, SocketAddress to, long pause, BooleanSupplier wanted) {
    vertx.setTimer(
        pause,
        timer -> {
          if (wanted.getAsBoolean()) {
            transmit(message, to);
            repeat(message, to, Math.min(2 * pause, LONGEST_REPEAT_MILLIS), wanted);
          }
        });
  }

  /** Sends once, for what is never answered: an ACK. */
  void transmit(SipMessage message, SocketAddress to) {
    var unused = socket.send(message.toString(), to.port(), to.host());
  }

  private static SocketAddress source(SipMessage request) {
    String via = request.first("via");
    String sentBy = via.substring(via.indexOf(' ') + 1).split(";", 2)[0];
    return SipAddress.parse("sip:" + sentBy).destination();
  }

  /** The newest requests or answers, enough to recognise a repetition. */
  private static final class Remembered extends LinkedHashMap<String, SipMessage> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, SipMessage> eldest) {
      return size() > REMEMBERED;
    }
  }
}
