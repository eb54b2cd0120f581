package io.callapi.client;

import io.callapi.bus.TypedBus;
import io.callapi.status.ServiceStatus;
import io.callapi.status.StatusQuery;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
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
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  private final TypedBus bus;
  private final Origins origins;
  private final Access access;

  StatusPage(TypedBus bus, Origins origins, Access access) {
    this.bus = bus;
    this.origins = origins;
    this.access = access;
  }

  void serve(RoutingContext request) {
    // Over HTTP/2 there is no Host, but a pseudo-header.
    HostAndPort authority = request.request().authority();
    String host = authority == null ? null : authority.toString();
    String origin = request.request().getHeader("Origin");
    if (!origins.accepts(origin, host) || !origins.acceptsHost(host)) {
      LOG.info("status refused: origin {}, host {}", origin, host);
      request.response().setStatusCode(FORBIDDEN).end();
      return;
    }
    if (!access.accepts(request.request().getHeader("Authorization"))) {
      LOG.info("status refused: {}, no valid token", request.request().remoteAddress());
      refuse(request.response());
      return;
    }
    bus.request(StatusQuery.ADDRESS, new StatusQuery(), ANSWER)
        .onSuccess(status -> answer(request.response(), status))
        .onFailure(failure -> fail(request.response(), failure));
  }

  private static void refuse(HttpServerResponse response) {
    response.setStatusCode(UNAUTHORIZED).putHeader("WWW-Authenticate", "Bearer").end();
  }

  private static void answer(HttpServerResponse response, ServiceStatus status) {
    response
        .setStatusCode(status.isUsable() ? OK : UNAVAILABLE)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(StatusCodec.encode(status) + "\n");
  }

  private static void fail(HttpServerResponse response, Throwable failure) {
    LOG.warn("no status: {}", failure.getMessage());
    response.setStatusCode(UNAVAILABLE).end();
  }
}
