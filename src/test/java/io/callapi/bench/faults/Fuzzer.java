package io.callapi.bench.faults;

import io.callapi.fault.DatagramRelay;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sends garbage to each socket of Call API that hears the proxy: to that of the management
 * interface from the proxy's address and from another one, and to those of events.
 */
final class Fuzzer extends VerticleBase {

  private static final String LOOPBACK = "127.0.0.1";
  private static final long DATAGRAM_EVERY_MS = 10;
  private static final long CONNECTION_EVERY_MS = 100;

  private final Garbage garbage;
  private final DatagramRelay mi;
  private final int eventPort;
  private @Nullable NetClient client;
  private final LongAdder sent;

  /**
   * @param sent counts the pieces
   * @param mi the relay between the management interface and Call API
   * @param eventPort where Call API listens for events, over UDP and over TCP
   */
  Fuzzer(long seed, LongAdder sent, DatagramRelay mi, int eventPort) {
    this.garbage = new Garbage(seed);
    this.sent = sent;
    this.mi = mi;
    this.eventPort = eventPort;
  }

  @Override
  public Future<?> start() {
    NetClient made = vertx.createNetClient();
    client = made;
    DatagramSocket stranger = vertx.createDatagramSocket();
    vertx.setPeriodic(DATAGRAM_EVERY_MS, id -> sendDatagrams(stranger));
    vertx.setPeriodic(CONNECTION_EVERY_MS, id -> connect(made));
    return Future.succeededFuture();
  }

  private void sendDatagrams(DatagramSocket stranger) {
    mi.inject(garbage.datagram());
    mi.senders().forEach(service -> send(stranger, service.port()));
    send(stranger, eventPort);
    sent.increment();
  }

  private void send(DatagramSocket stranger, int port) {
    stranger.send(garbage.datagram(), port, LOOPBACK).onSuccess(v -> sent.increment());
  }

  private void connect(NetClient made) {
    made.connect(eventPort, LOOPBACK).onSuccess(this::sendPieces);
  }

  /** The other end closes it, in the middle of a piece if need be. */
  private void sendPieces(NetSocket socket) {
    socket.exceptionHandler(e -> socket.close());
    Buffer piece = garbage.piece();
    socket
        .write(piece)
        .compose(v -> socket.write(garbage.piece()))
        .onComplete(written -> socket.close());
    sent.increment();
  }

  @Override
  public Future<?> stop() {
    return Objects.requireNonNull(client).close();
  }

  String deploymentId() {
    return context.deploymentID();
  }
}
