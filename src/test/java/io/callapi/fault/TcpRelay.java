package io.callapi.fault;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes connections on to a target: an event stream, or HTTP. What is lost comes late and what is
 * cut ends the connection there, as TCP has it; nothing comes twice or out of order.
 */
public final class TcpRelay extends VerticleBase {

  private static final String LOOPBACK = "127.0.0.1";

  private final String name;
  private final int wantedPort;
  private final IntSupplier targetPort;
  private final Faults faults;
  private @Nullable NetClient client;
  private int connections;
  private volatile int port;

  /**
   * @param name the beginning of the names of its flows
   * @param targetPort a port of this machine, looked up for each connection
   */
  public TcpRelay(String name, IntSupplier targetPort, Faults faults) {
    this(name, 0, targetPort, faults);
  }

  /**
   * @param port the port that clients connect to; 0 for any free one
   */
  public TcpRelay(String name, int port, IntSupplier targetPort, Faults faults) {
    this.name = name;
    this.wantedPort = port;
    this.targetPort = targetPort;
    this.faults = faults;
  }

  /** The port that clients connect to. */
  public int port() {
    return port;
  }

  @Override
  public Future<?> start() {
    NetClient made = vertx.createNetClient();
    client = made;
    return vertx
        .createNetServer()
        .connectHandler(downstream -> accept(made, downstream))
        .listen(wantedPort, LOOPBACK)
        .map(NetServer::actualPort)
        .onSuccess(bound -> port = bound);
  }

  private void accept(NetClient made, NetSocket downstream) {
    downstream.pause();
    int number = connections++;
    made.connect(targetPort.getAsInt(), LOOPBACK)
        .onSuccess(upstream -> join(downstream, upstream, number))
        .onFailure(e -> downstream.close());
  }

  private void join(NetSocket downstream, NetSocket upstream, int number) {
    new TcpPump(vertx, faults, name + ">" + number, downstream, upstream).start();
    new TcpPump(vertx, faults, name + "<" + number, upstream, downstream).start();
    downstream.resume();
  }

  @Override
  public Future<?> stop() {
    return client == null ? Future.succeededFuture() : client.close();
  }
}
