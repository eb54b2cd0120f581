package io.callapi.client;

import io.callapi.bus.TypedBus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients: accepts WebSocket connections and serves the page for browsers.
 *
 * <p>Several instances share one port.
 */
public final class ClientVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(ClientVerticle.class);
  private static final short GOING_AWAY = 1001; // RFC 6455, section 7.4.1

  private final ClientSettings settings;
  private final CommandReader reader;
  private final Promise<Integer> boundPort;
  private final Origins origins;
  private final Access access;
  private final Duration pingEvery;
  private final Map<String, Connection> connections = new HashMap<>();

  /**
   * @param boundPort told the port that is listened on
   */
  public ClientVerticle(ClientSettings settings, CommandReader reader, Promise<Integer> boundPort) {
    this(settings, reader, boundPort, Connection.PING_EVERY);
  }

  ClientVerticle(
      ClientSettings settings,
      CommandReader reader,
      Promise<Integer> boundPort,
      Duration pingEvery) {
    this.pingEvery = pingEvery;
    this.settings = settings;
    this.reader = reader;
    this.boundPort = boundPort;
    this.origins = new Origins(settings.origins(), settings.host());
    this.access = new Access(settings.tokens());
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(pingEvery.toMillis(), id -> pingAll());
    return vertx
        .createHttpServer(options())
        .requestHandler(routes())
        .webSocketHandshakeHandler(this::check)
        .webSocketHandler(this::accept)
        .listen()
        .map(HttpServer::actualPort)
        .onSuccess(boundPort::tryComplete);
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHost(settings.host())
        // A negative port is any free one, the same for all instances.
        .setPort(settings.port() == 0 ? -1 : settings.port())
        .addWebSocketSubProtocol(Access.SUBPROTOCOL)
        .setMaxWebSocketFrameSize(settings.maxFrameSize())
        .setMaxWebSocketMessageSize(settings.maxFrameSize())
        // A few bytes could unpack to any size.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }

  private Router routes() {
    Router router = Router.router(vertx);
    router.get().handler(ClientVerticle::restrictPage);
    router
        .route(StatusPage.PATH)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(new StatusPage(new TypedBus(vertx), origins, access)::serve);
    StartPage page = new StartPage(settings.path());
    router.get("/").handler(page::serve);
    router.get("/index.html").handler(page::serve);
    router.get().handler(StaticHandler.create("webroot"));
    return router;
  }

  /** The page uses nothing but what it brings along, and is shown in no other page. */
  private static void restrictPage(RoutingContext page) {
    page.response()
        .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        .putHeader("X-Content-Type-Options", "nosniff");
    page.next();
  }

  private void check(ServerWebSocketHandshake handshake) {
    String origin = handshake.headers().get("Origin");
    if (!handshake.path().equals(settings.path())) {
      handshake.reject(404);
    } else if (!origins.accepts(origin, handshake.headers().get("Host"))) {
      LOG.info("{} refused: origin {}", handshake.remoteAddress(), origin);
      handshake.reject(403);
    } else if (!access.accepts(handshake.headers())) {
      LOG.info("{} refused: no valid token", handshake.remoteAddress());
      handshake.reject(401);
    } else {
      handshake.accept();
    }
  }

  private void accept(ServerWebSocket socket) {
    String id = UUID.randomUUID().toString();
    ClientSession session =
        new ClientSession(id, new TypedBus(vertx), settings, reader, new Outbox(socket));
    Connection connection = new Connection(socket, session, settings.maxFrameSize());
    connections.put(id, connection);
    connection.open(() -> connections.remove(id));
  }

  private void pingAll() {
    connections.values().forEach(Connection::ping);
  }

  /** Tells the clients that the server goes away; their commands have ended by now. */
  @Override
  public Future<?> stop() {
    connections.values().forEach(c -> c.close(GOING_AWAY, "server is stopping"));
    return Future.succeededFuture();
  }
}
