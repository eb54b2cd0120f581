package io.callapi.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What lies between the server and the proxy: it passes datagrams on, and can lose them. */
final class Wire {

  private static final String HOST = "127.0.0.1";

  private final int miPort;
  private final DatagramSocket serverSide;
  private final DatagramSocket proxySide;
  private final DatagramSocket events;
  private final Set<String> lostRequests = ConcurrentHashMap.newKeySet();
  private final Set<String> lostReplies = ConcurrentHashMap.newKeySet();
  private final List<Predicate<JsonObject>> lostEvents = new CopyOnWriteArrayList<>();
  private volatile boolean cut;
  private final Map<String, String> methodById = new ConcurrentHashMap<>();
  private volatile @Nullable SocketAddress server;
  private volatile int eventPort;

  private Wire(Vertx vertx, int miPort) {
    this.miPort = miPort;
    // Without that, Vert.x cuts datagrams at 2,048 bytes.
    DatagramSocketOptions whole = new DatagramSocketOptions().setReceiveBufferSize(512 * 1024);
    this.serverSide = vertx.createDatagramSocket(whole);
    this.proxySide = vertx.createDatagramSocket(whole);
    this.events = vertx.createDatagramSocket(whole);
  }

  /** Lays a wire to a proxy's management interface. */
  static Wire to(Vertx vertx, int miPort) throws TimeoutException {
    Wire wire = new Wire(vertx, miPort);
    wire.proxySide.handler(wire::onReply);
    wire.events.handler(wire::onEvent);
    wire.serverSide.handler(wire::onRequest);
    wire.proxySide.listen(0, HOST).await(5, SECONDS);
    wire.events.listen(0, HOST).await(5, SECONDS);
    wire.serverSide.listen(0, HOST).await(5, SECONDS);
    return wire;
  }

  /** Where the server finds the management interface. */
  int port() {
    return serverSide.localAddress().port();
  }

  /** How many requests with that method have had no reply so far. */
  long unanswered(String method) {
    return methodById.values().stream().filter(method::equals).count();
  }

  /** From now on requests with that method do not reach the proxy. */
  void loseRequests(String method) {
    lostRequests.add(method);
  }

  /** From now on replies to requests with that method do not reach the server. */
  void loseReplies(String method) {
    lostReplies.add(method);
  }

  /** From now on events with these parameters do not reach the server. */
  void loseEvents(String event, Map<String, String> params) {
    lostEvents.add(json -> isOf(json, event, params));
  }

  /** The next event with these parameters does not reach the server. */
  void loseNextEvent(String event, Map<String, String> params) {
    AtomicBoolean lost = new AtomicBoolean();
    lostEvents.add(json -> isOf(json, event, params) && lost.compareAndSet(false, true));
  }

  /** From now on these events do not reach the server, or all do again. */
  void loseEvents(@Nullable Predicate<JsonObject> which) {
    lostEvents.clear();
    if (which != null) {
      lostEvents.add(which);
    }
  }

  private static boolean isOf(JsonObject json, String event, Map<String, String> params) {
    return event.equals(json.getString("method"))
        && params.entrySet().stream().allMatch(e -> e.getValue().equals(text(json, e.getKey())));
  }

  /** From now on nothing passes, or everything again. */
  void cut(boolean nothing) {
    cut = nothing;
  }

  private static String text(JsonObject event, String param) {
    return String.valueOf(event.getJsonObject("params").getValue(param));
  }

  private void onRequest(DatagramPacket packet) {
    server = packet.sender();
    JsonObject request = json(packet.data());
    String method = request.getString("method", "");
    methodById.put(String.valueOf(request.getValue("id")), method);
    if (method.equals("event_subscribe") || method.equals("subscribers_list")) {
      redirect(request);
    }
    if (!cut && !lostRequests.contains(method)) {
      proxySide.send(request.toBuffer(), miPort, HOST);
    }
  }

  /** Has the proxy send its events here. */
  private void redirect(JsonObject subscription) {
    JsonObject params = subscription.getJsonObject("params");
    String socket = params.getString("socket");
    eventPort = Integer.parseInt(socket.substring(socket.lastIndexOf(':') + 1));
    params.put("socket", "udp:" + HOST + ":" + events.localAddress().port());
  }

  private void onReply(DatagramPacket packet) {
    SocketAddress to = server;
    String method = methodById.remove(String.valueOf(json(packet.data()).getValue("id")));
    if (!cut && to != null && (method == null || !lostReplies.contains(method))) {
      serverSide.send(packet.data(), to.port(), to.host());
    }
  }

  private void onEvent(DatagramPacket packet) {
    JsonObject event = json(packet.data());
    if (!cut && lostEvents.stream().noneMatch(lost -> lost.test(event))) {
      events.send(packet.data(), eventPort, HOST);
    }
  }

  private static JsonObject json(Buffer data) {
    try {
      return data.toJsonObject();
    } catch (DecodeException plainText) {
      return new JsonObject();
    }
  }
}
