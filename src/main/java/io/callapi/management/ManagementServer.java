package io.callapi.management;

import io.callapi.bus.TypedBus;
import io.callapi.listen.ListenException;
import io.callapi.listen.Place;
import io.callapi.proxy.LinkStatus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.healthchecks.CheckResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /metrics}, {@code /health/live} and {@code /health/ready}, on an address of their own: who
 * asks there shows no token, and holds up no client.
 */
public final class ManagementServer extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";
  private static final int IDLE_S = 30;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private final ManagementSettings settings;
  private final Meters meters;
  private final List<String> proxies;
  private final BooleanSupplier listening;
  private volatile int port;
  private @Nullable LoopWatch watch;

  /**
   * @param meters closed when this stops
   * @param proxies by name, as they are configured
   * @param listening whether clients can connect
   */
  public ManagementServer(
      ManagementSettings settings, Meters meters, List<String> proxies, BooleanSupplier listening) {
    this.settings = settings;
    this.meters = meters;
    this.proxies = List.copyOf(proxies);
    this.listening = listening;
  }

  /** The port that is listened on. */
  public int port() {
    return port;
  }

  @Override
  public Future<?> start() {
    LoopWatch loops = new LoopWatch(vertx, meters.registry());
    watch = loops;
    Links links = new Links(meters.registry(), proxies);
    new TypedBus(vertx).listen(LinkStatus.ADDRESS, links::note);
    Health health =
        new Health(vertx)
            .livesIf("event loops turn", loops::isTurning)
            .isReadyIf("clients can connect", listening)
            .isReadyIf("a proxy can be used", links::isAnyUsable);
    return vertx
        .createHttpServer(options())
        .requestHandler(request -> answer(request, health))
        .listen()
        .onSuccess(this::opened)
        .recover(e -> Future.failedFuture(ListenException.of(place(), e)));
  }

  private Place place() {
    return new Place(
        Place.Transport.TCP,
        "metrics and health",
        settings.host(),
        settings.port(),
        "management.host",
        "management.port (0 for any free one), or set management.enabled: false");
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout(IDLE_S)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  private void opened(HttpServer server) {
    port = server.actualPort();
    LOG.info("metrics and health on {}:{}", settings.host(), port);
  }

  private void answer(HttpServerRequest request, Health health) {
    if (!READING.contains(request.method())) {
      end(request, METHOD_NOT_ALLOWED, TEXT, "This is read with GET and HEAD.\n");
      return;
    }
    switch (String.valueOf(request.path())) {
      case "/metrics" -> scrape(request);
      case "/health/live" -> tell(request, health.live());
      case "/health/ready" -> tell(request, health.ready());
      default ->
          end(request, NOT_FOUND, TEXT, "Here are /metrics, /health/live and /health/ready.\n");
    }
  }

  /** Not on the event loop: writing hundreds of lines takes some milliseconds. */
  private void scrape(HttpServerRequest request) {
    vertx
        .executeBlocking(meters::scrape)
        .onSuccess(text -> end(request, OK, METRICS, text))
        .onFailure(e -> fail(request, e));
  }

  private static void tell(HttpServerRequest request, Future<CheckResult> check) {
    check
        .onSuccess(
            result ->
                end(
                    request,
                    CheckResult.isUp(result) ? OK : UNAVAILABLE,
                    JSON,
                    result.toJson().encode() + "\n"))
        .onFailure(e -> fail(request, e));
  }

  private static void fail(HttpServerRequest request, Throwable failure) {
    LOG.error("cannot answer {}", request.path(), failure);
    end(request, INTERNAL_SERVER_ERROR, TEXT, "");
  }

  private static void end(HttpServerRequest request, int status, String type, String text) {
    HttpServerResponse response = request.response().setStatusCode(status);
    response
        .putHeader("Content-Type", type)
        .putHeader("Cache-Control", "no-store")
        .end(text)
        .onFailure(e -> LOG.debug("{} has gone: {}", request.remoteAddress(), e.getMessage()));
  }

  @Override
  public Future<?> stop() {
    if (watch != null) {
      watch.stop();
    }
    meters.close();
    return Future.succeededFuture();
  }
}
