package io.callapi.client;

import io.callapi.client.wire.ConnectionCount;
import io.callapi.client.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every HTTP request: those that are not right are refused, handshakes at the path of the WebSocket
 * are checked and accepted, others are for the pages.
 */
final class FrontDoor {

  // Anything else is no page of ours, and Vert.x would log what it makes of it.
  private static final Pattern PAGE = Pattern.compile("/[A-Za-z0-9._/-]*");

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final HttpRefusal STRANGER =
      HttpRefusal.of(
          HttpRefusal.FORBIDDEN, "Pages of this origin are not let in (ws_server.origins).");

  private final ClientSettings settings;
  private final Origins origins;
  private final AccessTokens access;
  private final TokenGuard guard;
  private final Callers callers;
  private final ConnectionCount admission;
  private final Noise noise;

  FrontDoor(
      ClientSettings settings,
      Origins origins,
      AccessTokens access,
      TokenGuard guard,
      Crowd crowd) {
    this.settings = settings;
    this.origins = origins;
    this.access = access;
    this.guard = guard;
    this.callers = settings.callers();
    this.admission = crowd.admission();
    this.noise = crowd.noise();
  }

  /** Requests go to one of these. */
  void serve(
      HttpServerRequest request,
      Handler<HttpServerRequest> pages,
      Handler<ServerWebSocket> clients) {
    HttpRefusal wrong = check(request);
    if (wrong != null) {
      noise.misfits().note("%s, %s".formatted(callers.nameOf(request), wrong.text()));
      own(wrong.answer(request), request);
    } else if (HttpRules.isUpgrade(request)) {
      own(upgrade(request, clients), request);
    } else {
      open(request, pages);
    }
  }

  private @Nullable HttpRefusal check(HttpServerRequest request) {
    HttpRefusal wrong = HttpRules.check(request);
    if (wrong != null) {
      return wrong;
    }
    boolean here = settings.path().equals(request.path());
    if (HttpRules.isUpgrade(request)) {
      return here
          ? HttpRules.checkHandshake(request)
          : HttpRefusal.of(
              HttpRefusal.NOT_FOUND, "No WebSocket is here, but at " + settings.path() + ".");
    }
    if (here && !isLetIn(request)) {
      return STRANGER; // a page asks so why its handshake was refused, which browsers keep from it
    }
    return here
        ? HttpRefusal.upgradeRequired(
            "This is the address of a WebSocket: open ws://HOST:PORT"
                + settings.path()
                + " with a WebSocket client, such as wscat. The page for browsers is at /.")
        : page(request);
  }

  private @Nullable HttpRefusal page(HttpServerRequest request) {
    if (!READING.contains(request.method())) {
      return new HttpRefusal(
          HttpRefusal.METHOD_NOT_ALLOWED,
          "Pages are read with GET and HEAD.",
          Map.of("Allow", "GET, HEAD"));
    }
    String path = request.path();
    return path != null && PAGE.matcher(path).matches()
        ? null
        : HttpRefusal.noPage(settings.path());
  }

  private Future<Void> upgrade(HttpServerRequest request, Handler<ServerWebSocket> clients) {
    if (!isLetIn(request)) {
      String origin = request.getHeader("Origin");
      noise.strangers().note("%s, origin %s".formatted(callers.nameOf(request), origin));
      return STRANGER.answer(request);
    }
    if (!access.accepts(request.headers())) {
      return guard.refuse(request);
    }
    return isCounted(request)
        ? request.toWebSocket().onSuccess(clients).mapEmpty()
        : refuseOneMore(request);
  }

  private boolean isLetIn(HttpServerRequest request) {
    return origins.accepts(request.getHeader("Origin"), request.getHeader("Host"));
  }

  /** Behind a reverse proxy clients are known by what it says; others are counted already. */
  private boolean isCounted(HttpServerRequest request) {
    Wire wire = Wire.of(request.connection());
    InetAddress caller = callers.of(request);
    if (!callers.isProxy(wire.peer()) || callers.isProxy(caller)) {
      return true;
    }
    boolean entered = admission.tryEnterThere(caller);
    if (entered) {
      wire.onClosed(() -> admission.leaveThere(caller));
    }
    return entered;
  }

  private Future<Void> refuseOneMore(HttpServerRequest request) {
    noise.full().note(callers.nameOf(request));
    return HttpRefusal.of(
            HttpRefusal.UNAVAILABLE, "There are too many connections of this address.")
        .answer(request);
  }

  private void open(HttpServerRequest request, Handler<HttpServerRequest> pages) {
    try {
      pages.handle(request);
    } catch (RuntimeException e) {
      noise.defects().note(callers.nameOf(request) + ", " + e);
      own(HttpRefusal.of(HttpRefusal.BAD_REQUEST, "").answer(request), request);
    }
  }

  private void own(Future<Void> answer, HttpServerRequest request) {
    answer.onFailure(e -> noise.misfits().note(request.remoteAddress() + ", " + e));
  }
}
