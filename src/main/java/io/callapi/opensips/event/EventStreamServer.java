package io.callapi.opensips.event;

import io.callapi.log.RareLog;
import io.callapi.opensips.peer.ProxyAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives events over TCP (module event_stream), which keeps one connection and sends in order.
 * There is no authentication, so only the proxy's own addresses are let in, each with one
 * connection: if a second one comes, the first is one that the proxy has lost.
 */
public final class EventStreamServer {

  private static final Logger LOG = LoggerFactory.getLogger(EventStreamServer.class);
  private static final int LONGEST_EVENT = 64 * 1024;
  private static final int MOST_CONNECTIONS = 16;
  private static final long PAUSE_MILLIS = 5;

  private final Vertx vertx;
  private final ProxyAddresses proxy;
  private final int longestEvent;
  private final Consumer<JsonObject> events;
  private final Consumer<String> strangers;
  private final NetServer server;
  private final Map<String, NetSocket> connections = new HashMap<>();
  private final RareLog refused = new RareLog(LOG, "connections refused");
  private final RareLog broken = new RareLog(LOG, "connections with malformed events");

  /**
   * @param hosts the proxy's, by name or address
   */
  public EventStreamServer(Vertx vertx, List<String> hosts, Consumer<JsonObject> events) {
    this(vertx, new ProxyAddresses(vertx, hosts), events, stranger -> {});
  }

  /**
   * @param strangers takes the address of whoever else connects
   */
  EventStreamServer(
      Vertx vertx, ProxyAddresses proxy, Consumer<JsonObject> events, Consumer<String> strangers) {
    this(vertx, proxy, LONGEST_EVENT, events, strangers);
  }

  EventStreamServer(
      Vertx vertx,
      ProxyAddresses proxy,
      int longestEvent,
      Consumer<JsonObject> events,
      Consumer<String> strangers) {
    this.vertx = vertx;
    this.proxy = proxy;
    this.longestEvent = longestEvent;
    this.events = events;
    this.strangers = strangers;
    this.server =
        vertx
            .createNetServer(new NetServerOptions().setTcpKeepAlive(true))
            .connectHandler(this::onConnection);
  }

  /**
   * Listens for the proxy.
   *
   * @return the port
   */
  public Future<Integer> listen(String host, int port) {
    return proxy
        .lookUp()
        .compose(known -> server.listen(port, host))
        .map(listening -> listening.actualPort());
  }

  public Future<Void> close() {
    return server.close();
  }

  /** How many connections were closed at once. */
  long refused() {
    return refused.count();
  }

  /** How many connections were closed for what came over them. */
  long broken() {
    return broken.count();
  }

  private void onConnection(NetSocket socket) {
    String from = socket.remoteAddress().hostAddress();
    boolean known = proxy.isProxy(socket.remoteAddress());
    if (known && hasRoomFor(from)) {
      accept(from, socket);
      return;
    }
    refused.note(from);
    socket.close();
    if (!known) {
      strangers.accept(from);
    }
  }

  private boolean hasRoomFor(String from) {
    return connections.size() < MOST_CONNECTIONS || connections.containsKey(from);
  }

  private void accept(String from, NetSocket socket) {
    LOG.debug("events come from {}", socket.remoteAddress());
    NetSocket old = connections.put(from, socket);
    socket
        .handler(stream(from, socket)::onData)
        .closeHandler(closed -> connections.remove(from, socket));
    if (old != null) {
      old.close();
    }
  }

  private EventStream stream(String from, NetSocket socket) {
    return new EventStream(
        socket,
        new ObjectScanner(longestEvent),
        new Acknowledgements(socket, task -> vertx.setTimer(PAUSE_MILLIS, due -> task.run())),
        events,
        problem -> broken.note(from + ": " + problem));
  }
}
