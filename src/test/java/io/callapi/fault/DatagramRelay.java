package io.callapi.fault;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes datagrams on to a target and what comes back to whoever has sent them. Each sender has a
 * socket of its own towards the target, so the target tells them apart.
 */
public final class DatagramRelay extends VerticleBase {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int RECEIVE_BUFFER = 512 * 1024;

  private final String name;
  private final int wantedPort;
  private final IntSupplier targetPort;
  private final Faults faults;
  private final Map<SocketAddress, Link> links = new ConcurrentHashMap<>();
  private final DatagramSocketOptions options =
      new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER);
  private volatile int port;
  private volatile @Nullable DatagramSocket front;

  /**
   * @param name the beginning of the names of its flows
   * @param targetPort a port of this machine, looked up for each new sender
   */
  public DatagramRelay(String name, IntSupplier targetPort, Faults faults) {
    this(name, 0, targetPort, faults);
  }

  /**
   * @param port the port that senders use; 0 for any free one
   */
  public DatagramRelay(String name, int port, IntSupplier targetPort, Faults faults) {
    this.name = name;
    this.wantedPort = port;
    this.targetPort = targetPort;
    this.faults = faults;
  }

  /** The port that senders use. */
  public int port() {
    return port;
  }

  /** Who has sent something. */
  public Set<SocketAddress> senders() {
    return Set.copyOf(links.keySet());
  }

  /** Sends something to all of them that the target has not said; from any thread. */
  public void inject(Buffer data) {
    DatagramSocket socket = front;
    if (socket != null) {
      links.keySet().forEach(sender -> socket.send(data, sender.port(), sender.host()));
    }
  }

  @Override
  public Future<?> start() {
    DatagramSocket socket = vertx.createDatagramSocket(options);
    front = socket;
    socket.handler(packet -> received(socket, packet));
    return socket
        .listen(wantedPort, LOOPBACK)
        .onSuccess(listening -> port = listening.localAddress().port());
  }

  private void received(DatagramSocket socket, DatagramPacket packet) {
    links.computeIfAbsent(packet.sender(), sender -> open(socket, sender)).send(packet.data());
  }

  private Link open(DatagramSocket socket, SocketAddress sender) {
    DatagramSocket upstream = vertx.createDatagramSocket(options);
    String back = name + "<" + links.size();
    upstream.handler(
        packet ->
            faults.pass(
                vertx,
                back,
                packet.data(),
                data -> socket.send(data, sender.port(), sender.host())));
    Future<DatagramSocket> opened = upstream.listen(0, LOOPBACK);
    return new Link(name + ">" + links.size(), targetPort.getAsInt(), opened);
  }

  /** One sender's way to the target. */
  private final class Link {

    private final String direction;
    private final int to;
    private final Future<DatagramSocket> upstream;

    Link(String direction, int to, Future<DatagramSocket> upstream) {
      this.direction = direction;
      this.to = to;
      this.upstream = upstream;
    }

    void send(Buffer data) {
      // In the order of arrival also while the socket is being opened.
      upstream.onSuccess(
          socket ->
              faults.pass(vertx, direction, data, result -> socket.send(result, to, LOOPBACK)));
    }
  }
}
