package io.callapi.client;

import io.callapi.bus.TypedBus;
import io.callapi.status.ServiceStatus;
import io.callapi.status.StatusQuery;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /status}: how the service is, for operators and load balancers. No page of another
 * origin can read it: there is no CORS header, and it knows by which names it may be called. Where
 * clients need a token, so does who asks here.
 */
final class StatusPage {

  static final String PATH = "/status";

  private static final Logger LOG = LoggerFactory.getLogger(StatusPage.class);
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final int OK = 200;
  private static final String NOT_HERE =
      "The status is not shown to this page, or under this name. A reverse proxy in front of a server"
          + " that listens on a loopback address sends Host: localhost, or its name is in"
          + " ws_server.origins.";

  private final TypedBus bus;
  private final Origins origins;
  private final AccessTokens access;
  private final TokenGuard guard;
  private final Noise noise;

  StatusPage(TypedBus bus, Origins origins, AccessTokens access, TokenGuard guard, Noise noise) {
    this.bus = bus;
    this.origins = origins;
    this.access = access;
    this.guard = guard;
    this.noise = noise;
  }

  void serve(RoutingContext request) {
    String host = request.request().getHeader("Host");
    String origin = request.request().getHeader("Origin");
    if (!origins.accepts(origin, host) || !origins.acceptsHost(host)) {
      noise.strangers().note("status, origin %s, host %s".formatted(origin, host));
      HttpRefusal.of(HttpRefusal.FORBIDDEN, NOT_HERE)
          .answer(request.request())
          .onFailure(e -> LOG.debug("status refused in vain: {}", e.getMessage()));
      return;
    }
    if (!access.accepts(request.request().getHeader("Authorization"))) {
      guard
          .refuse(request.request())
          .onFailure(e -> LOG.debug("status refused in vain: {}", e.getMessage()));
      return;
    }
    bus.request(StatusQuery.ADDRESS, new StatusQuery(), ANSWER)
        .onSuccess(status -> answer(request.response(), status))
        .onFailure(failure -> fail(request.response(), failure));
  }

  private static void answer(HttpServerResponse response, ServiceStatus status) {
    response
        .setStatusCode(status.isUsable() ? OK : HttpRefusal.UNAVAILABLE)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(StatusCodec.encode(status) + "\n");
  }

  private static void fail(HttpServerResponse response, Throwable failure) {
    LOG.warn("no status: {}", failure.getMessage());
    response.setStatusCode(HttpRefusal.UNAVAILABLE).end();
  }
}
