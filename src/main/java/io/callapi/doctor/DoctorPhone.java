package io.callapi.doctor;

import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A phone that answers at once, without sound, and remembers which requests reached it. */
final class DoctorPhone {

  private static final int RECEIVE_BUFFER = 64 * 1024;
  private static final Duration GOODBYE = Duration.ofMillis(500);

  private final DatagramSocket socket;
  private final SipUri uri;
  private final List<String> methods = new ArrayList<>();
  private final Set<String> calls = new HashSet<>();
  private final Promise<Void> ended = Promise.promise();

  private DoctorPhone(DatagramSocket socket, SipUri uri) {
    this.socket = socket;
    this.uri = uri;
    socket.handler(this::onPacket);
  }

  /** Switches it on, at any free port. */
  static Future<DoctorPhone> open(Vertx vertx, String host) {
    DatagramSocket socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
    return socket
        .listen(0, host)
        .map(bound -> "sip:call-api-phone@" + host + ":" + bound.localAddress().port())
        .map(address -> new DoctorPhone(socket, new SipUri(address)));
  }

  SipUri uri() {
    return uri;
  }

  /** True if such a request was passed on to it. */
  boolean hasSeen(String method) {
    return methods.contains(method);
  }

  private void onPacket(DatagramPacket packet) {
    SipText request = new SipText(packet.data().toString());
    String method = request.method();
    methods.add(method);
    switch (method) {
      case "ACK", "SIP/2.0" -> {}
      case "NOTIFY" -> send(packet, request, "481 Subscription Does Not Exist");
      case "INVITE" -> {
        calls.addAll(request.values("Call-ID"));
        send(packet, request, "200 OK");
      }
      case "BYE" -> {
        send(packet, request, "200 OK");
        request.values("Call-ID").forEach(calls::remove);
        noteEnd();
      }
      default -> send(packet, request, "200 OK");
    }
  }

  private void noteEnd() {
    if (calls.isEmpty()) {
      ended.tryComplete();
    }
  }

  private void send(DatagramPacket packet, SipText request, String status) {
    String answer = request.answer(status, "call-api-phone", uri.value());
    socket.send(answer, packet.sender().port(), packet.sender().host());
  }

  /** Switches it off, once its calls have ended. */
  Future<Void> close() {
    Future<Void> quiet = hasSeen("INVITE") ? ended.future() : Future.succeededFuture();
    return quiet
        .timeout(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .compose(done -> socket.close());
  }
}
