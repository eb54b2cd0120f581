package io.callapi.client;

import io.callapi.bus.TypedBus;
import io.callapi.client.ClientLimits.Times;
import io.callapi.client.session.OpenedSessions;
import io.callapi.client.session.Reception;
import io.callapi.client.wire.ConnectionCount;
import io.callapi.client.wire.CountedHandshakes;
import io.callapi.client.wire.Wire;
import io.callapi.description.ApiDocuments;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.listen.ListenException;
import io.callapi.listen.Place;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The clients: accepts WebSocket connections and serves the page for browsers.
 *
 * <p>Several instances share one port.
 */
public final class ClientVerticle extends VerticleBase {

  private static final short GOING_AWAY = 1001; // RFC 6455, section 7.4.1
  private static final String STOPPING = "server is stopping";
  private static final int LOOKS = 6; // within the shortest time that a peer has

  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

  private final ClientSettings settings;
  private final Crowd crowd;
  private final RequestReader reader;
  private final ApiDocuments documents;
  private final Promise<Integer> boundPort;
  private final Map<String, Connection> connections = new HashMap<>();
  private final Set<Reception> receptions = new HashSet<>();
  private final LongMessages longOnes = new LongMessages(System::nanoTime, this::after);

  /**
   * @param crowd the same for all instances
   * @param documents what other programs can read of the methods
   * @param boundPort told the port that is listened on
   */
  public ClientVerticle(
      ClientSettings settings,
      Crowd crowd,
      RequestReader reader,
      ApiDocuments documents,
      Promise<Integer> boundPort) {
    this.settings = settings;
    this.crowd = crowd;
    this.reader = reader;
    this.documents = documents;
    this.boundPort = boundPort;
  }

  @Override
  public Future<?> start() {
    Times times = settings.limits().times();
    vertx.setPeriodic(times.ping().toMillis(), id -> connections.values().forEach(c -> c.ping()));
    vertx.setPeriodic(lookEvery(times), id -> connections.values().forEach(c -> c.look()));
    vertx.setPeriodic(OpenedSessions.SWEEP.toMillis(), id -> crowd.opened().forgetExpired());
    return vertx
        .createHttpServer(options())
        .connectionHandler(this::admit)
        .exceptionHandler(this::onHandshakeFailed)
        .requestHandler(requests())
        .listen()
        .map(HttpServer::actualPort)
        .recover(e -> Future.failedFuture(ListenException.of(place(), e)))
        .onSuccess(boundPort::tryComplete);
  }

  private Place place() {
    return new Place(
        Place.Transport.TCP,
        "clients",
        settings.host(),
        settings.port(),
        "ws_server.host",
        "ws_server.port");
  }

  private static long lookEvery(Times times) {
    return Math.min(times.read().toMillis(), times.message().toMillis()) / LOOKS;
  }

  private HttpServerOptions options() {
    KeyCertOptions certificate = settings.certificate();
    return certificate == null ? plain() : encrypted(plain(), certificate);
  }

  private HttpServerOptions encrypted(HttpServerOptions options, KeyCertOptions certificate) {
    return options
        .setSsl(true)
        .setKeyCertOptions(certificate)
        .setSslEngineOptions(new CountedHandshakes(this::enter))
        .setEnabledSecureTransportProtocols(TLS_VERSIONS)
        .setSslHandshakeTimeout(settings.limits().times().request().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  private HttpServerOptions plain() {
    return new HttpServerOptions()
        .setHost(settings.host())
        // A negative port is any free one, the same for all instances.
        .setPort(settings.port() == 0 ? -1 : settings.port())
        // Streams of HTTP/2 could be opened without end, and nobody needs it here.
        .setHttp2ClearTextEnabled(false)
        .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
        .addWebSocketSubProtocol(AccessTokens.SUBPROTOCOL)
        .setMaxWebSocketFrameSize(settings.maxFrameSize())
        .setMaxWebSocketMessageSize(settings.maxFrameSize())
        // A few bytes could unpack to any size.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }

  private Handler<HttpServerRequest> requests() {
    Origins origins = new Origins(settings.origins(), settings.host());
    AccessTokens access = new AccessTokens(settings.tokens());
    TokenGuard guard = new TokenGuard(vertx, settings.callers(), crowd);
    StatusPage status = new StatusPage(new TypedBus(vertx), origins, access, guard, crowd.noise());
    Router pages =
        Pages.router(vertx, status, documents, settings.path(), settings.callers(), crowd.noise());
    FrontDoor door = new FrontDoor(settings, origins, access, guard, crowd);
    return request -> door.serve(request, pages, this::accept);
  }

  private void onHandshakeFailed(Throwable failure) {
    if (!(failure instanceof CountedHandshakes.NotLetIn)) { // else it has been noted already
      crowd.noise().handshakes().note(String.valueOf(failure.getMessage()));
    }
  }

  private void admit(HttpConnection connection) {
    Wire wire = Wire.of(connection);
    if (connection.isSsl() || enter(wire)) { // with TLS it was counted before its handshake
      Times times = settings.limits().times();
      String peer = wire.peer().getHostAddress();
      wire.limitRequests(times.request(), times.read());
      wire.refuseTls(() -> crowd.noise().encrypted().note(peer));
    } else {
      wire.refuse();
    }
  }

  /** Counts a connection in, and out when it ends; false where there are too many. */
  private boolean enter(Wire wire) {
    InetAddress peer = wire.peer();
    boolean isProxy = settings.callers().isProxy(peer);
    ConnectionCount admission = crowd.admission();
    if (isProxy ? admission.tryEnterForOthers() : admission.tryEnter(peer)) {
      wire.onClosed(isProxy ? admission::leaveForOthers : () -> admission.leave(peer));
      return true;
    }
    crowd.noise().full().note(peer.getHostAddress());
    return false;
  }

  private void accept(ServerWebSocket socket) {
    String id = UUID.randomUUID().toString();
    Wire wire = Wire.of(socket);
    Outbox outbox = new Outbox(socket, wire, settings.limits(), crowd);
    String client = settings.callers().nameOf(socket);
    Attachment attachment =
        new Attachment(
            tools(),
            id,
            client,
            session -> new RequestLog(session, client, crowd.noise().hurried()),
            outbox);
    Connection connection = new Connection(socket, wire, attachment, outbox, settings, longOnes);
    connections.put(id, connection);
    crowd.sessions().incrementAndGet();
    connection.open(() -> forget(id));
  }

  private SessionTools tools() {
    return new SessionTools(
        vertx, settings, reader, crowd.opened(), new JsonRpcCodec(), receptions);
  }

  private void forget(String id) {
    if (connections.remove(id) != null) {
      crowd.sessions().decrementAndGet();
    }
  }

  private void after(Duration time, Runnable action) {
    vertx.setTimer(Math.max(1, time.toMillis()), id -> action.run());
  }

  /** Tells the clients that the server goes away; their commands have ended by now. */
  @Override
  public Future<?> stop() {
    connections.values().forEach(c -> c.close(GOING_AWAY, STOPPING));
    receptions.forEach(r -> r.dismiss(GOING_AWAY, STOPPING));
    return Future.succeededFuture();
  }
}
