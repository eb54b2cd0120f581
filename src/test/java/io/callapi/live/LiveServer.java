package io.callapi.live;

import io.callapi.CallApiVerticle;
import io.callapi.bus.TypedBus;
import io.callapi.config.CallApiConfig;
import io.callapi.proxy.LinkQuery;
import io.callapi.proxy.LinkStatus;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** The whole of Call API on a Vert.x of its own, in front of a real proxy. */
final class LiveServer implements AutoCloseable {

  private static final long START_SECONDS = 20;
  private static final List<String> EVENTS =
      List.of("E_CALL_TRANSFER", "E_CALL_HOLD", "E_DLG_STATE_CHANGED");

  /**
   * How the server and the proxy reach each other.
   *
   * @param mi {@code udp}, {@code http} or {@code both}
   * @param events {@code udp}, {@code tcp} or {@code both}
   */
  record Ways(String mi, String events) {

    static final Ways DATAGRAMS = new Ways("udp", "udp");

    List<String> eventTransports() {
      return events.equals("both") ? List.of("udp", "tcp") : List.of(events);
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final OpenSipsProcess proxy;
  private final Ways ways;
  private final int eventPort = OpenSipsConfiguration.freePort();
  private final int port;

  private LiveServer(OpenSipsProcess proxy, String onDisconnect, Ways ways)
      throws TimeoutException {
    this.proxy = proxy;
    this.ways = ways;
    CallApiVerticle server = new CallApiVerticle(config(onDisconnect), null);
    this.port =
        vertx
            .deployVerticle(server)
            .compose(deployed -> server.port())
            .await(START_SECONDS, TimeUnit.SECONDS);
  }

  /** Starts a server whose commands go on without their client. */
  static LiveServer start(OpenSipsProcess proxy) throws TimeoutException {
    return new LiveServer(proxy, "finish", Ways.DATAGRAMS);
  }

  /** Starts a server that reaches the proxy in other ways. */
  static LiveServer start(OpenSipsProcess proxy, Ways ways) throws TimeoutException {
    return new LiveServer(proxy, "finish", ways);
  }

  /** Starts a server that takes back the commands of a client that leaves. */
  static LiveServer startCancelling(OpenSipsProcess proxy) throws TimeoutException {
    return new LiveServer(proxy, "cancel", Ways.DATAGRAMS);
  }

  /** Deadlines as short as the timers of {@link OpenSipsConfiguration} allow. */
  private CallApiConfig config(String onDisconnect) {
    return CallApiConfig.from(
        JsonObject.of(
            "ws_server",
            JsonObject.of("port", 0, "on_disconnect", onDisconnect),
            "management",
            JsonObject.of("enabled", false),
            "mi",
            management(),
            "sip",
            JsonObject.of("uri", proxy.sipUri()),
            "events",
            JsonObject.of("port", eventPort, "expire", "6s", "transport", ways.events()),
            "deadlines",
            JsonObject.of("transfer_start", "4s", "hold", "5s", "end", "3s", "stop", "1s")));
  }

  private JsonObject management() {
    JsonObject mi = JsonObject.of("invite_timeout", 2 * proxy.ringingSeconds() + "s");
    if (!ways.mi().equals("http")) {
      mi.put("url", proxy.host() + ":" + proxy.miPort());
    }
    if (!ways.mi().equals("udp")) {
      mi.put("http_url", "http://" + proxy.host() + ":" + proxy.httpPort() + "/mi");
    }
    return mi;
  }

  int port() {
    return port;
  }

  /** Waits until the proxy sends its events here, and commands are let through to it. */
  void awaitLink() {
    Awaitility.await("link")
        .pollInterval(Duration.ofMillis(20))
        .until(() -> EVENTS.stream().allMatch(this::isSubscribed) && isUsable());
  }

  private boolean isUsable() throws TimeoutException {
    return link().isUsable();
  }

  /** How the server finds its link to the proxy. */
  LinkStatus link() throws TimeoutException {
    return new TypedBus(vertx)
        .request(LinkQuery.ADDRESS.of("default"), new LinkQuery(), Duration.ofSeconds(1))
        .map(LinkQuery.LinkReport::now)
        .await(2, TimeUnit.SECONDS);
  }

  private boolean isSubscribed(String event) {
    return ways.eventTransports().stream()
        .map(transport -> transport + ":" + proxy.host() + ":" + eventPort)
        .allMatch(socket -> isSubscribed(event, socket));
  }

  private boolean isSubscribed(String event, String socket) {
    JsonObject reply =
        proxy.mi("subscribers_list", JsonObject.of("event", event, "socket", socket));
    return reply.containsKey("result") && !reply.encode().contains("\"ttl\":\"expired\"");
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
