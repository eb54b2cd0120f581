package io.callapi.opensips.mi;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A fake of mi_http. */
final class FakeHttpMi {

  private final FakeMi mi;
  private final HttpServer server;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  FakeHttpMi(Vertx vertx, FakeMi mi, HttpServerOptions options) {
    this.mi = mi;
    this.server =
        vertx
            .createHttpServer(options)
            .connectionHandler(connected -> connections.incrementAndGet())
            .requestHandler(this::onRequest);
  }

  Future<URI> listen(int port) {
    return server.listen(port, "127.0.0.1").map(v -> uri());
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/mi");
  }

  /** From now on, every answer has that status. */
  void answerWith(int status) {
    this.status = status;
  }

  int connections() {
    return connections.get();
  }

  /** What has been asked, without the bodies. */
  List<HttpServerRequest> requests() {
    return requests;
  }

  Future<Void> close() {
    return server.close();
  }

  private void onRequest(HttpServerRequest request) {
    requests.add(request);
    request.body().onSuccess(body -> mi.onRequest(body.toString(), reply -> send(request, reply)));
  }

  private void send(HttpServerRequest request, String reply) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(reply);
  }
}
