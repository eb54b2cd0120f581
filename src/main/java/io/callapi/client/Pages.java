package io.callapi.client;

import io.callapi.description.ApiDocuments;
import io.callapi.log.RareLog;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.stream.IntStream;

/** What a browser or an operator can read: the page, what it brings along, and the status. */
final class Pages {

  private static final int END_OF_STATUSES = 600;
  private static final String JSON = "application/json";
  private static final String TYPES = "application/typescript; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  // A WebSocket of the page's own origin is "self", too.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Pages() {}

  static Router router(
      Vertx vertx,
      StatusPage status,
      ApiDocuments documents,
      String socketPath,
      Callers callers,
      Noise noise) {
    StartPage page = new StartPage(socketPath);
    Router router = Router.router(vertx);
    router.route().handler(Pages::restrict);
    router
        .route(StatusPage.PATH)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(status::serve);
    readable(router, "/", page::serve);
    readable(router, "/index.html", page::serve);
    readable(router, "/openrpc.json", request -> serve(request, JSON, documents.openRpc()));
    readable(router, "/asyncapi.json", request -> serve(request, JSON, documents.asyncApi()));
    readable(router, "/call-api.d.ts", request -> serve(request, TYPES, documents.types()));
    String library = Library.script();
    readable(router, Library.PATH, request -> serve(request, SCRIPT, library));
    router.route().handler(StaticHandler.create("webroot").setCachingEnabled(false));
    // For each, for what has no handler is logged by Vert.x, with its stack trace.
    IntStream.range(HttpRefusal.BAD_REQUEST, END_OF_STATUSES)
        .forEach(
            code ->
                router.errorHandler(code, failed -> refuse(failed, socketPath, callers, noise)));
    return router;
  }

  private static void readable(Router router, String path, Handler<RoutingContext> page) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(page);
  }

  /** What is the same for everybody needs no token, and holds no secret. */
  private static void serve(RoutingContext request, String type, String text) {
    request.response().putHeader("Content-Type", type).end(text);
  }

  /**
   * The page uses nothing but what it brings along, and is shown in no other page. Its parts fit
   * each other, so none is kept from one version of the program to the next.
   */
  private static void restrict(RoutingContext page) {
    page.response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-cache");
    page.next();
  }

  private static void refuse(
      RoutingContext failed, String socketPath, Callers callers, Noise noise) {
    int status = failed.statusCode();
    RareLog log = status < HttpRefusal.INTERNAL_SERVER_ERROR ? noise.misfits() : noise.defects();
    log.note(
        "%s, status %d, %s".formatted(callers.nameOf(failed.request()), status, failed.failure()));
    if (!failed.response().headWritten()) {
      HttpRefusal refusal =
          status == HttpRefusal.NOT_FOUND
              ? HttpRefusal.noPage(socketPath)
              : HttpRefusal.of(status, "");
      refusal.answer(failed.request()).onFailure(e -> noise.defects().note(e.toString()));
    }
  }
}
