package io.callapi.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The management interface over HTTP, with the manners of the modules httpd and mi_http. */
final class HttpMiServer {

  private final HttpServer server;
  private final HttpOptions options;
  private final HttpMiProcess process;

  private HttpMiServer(HttpServer server, HttpOptions options, HttpMiProcess process) {
    this.server = server;
    this.options = options;
    this.process = process;
  }

  static Future<HttpMiServer> listen(
      Vertx vertx, String host, HttpOptions options, HttpMiProcess process) {
    HttpMiServer made = new HttpMiServer(vertx.createHttpServer(), options, process);
    made.server.requestHandler(made::handle);
    return made.server.listen(options.port(), host).map(made);
  }

  int port() {
    return server.actualPort();
  }

  private void handle(HttpServerRequest request) {
    boolean post = request.method().equals(HttpMethod.POST);
    if (!isAllowed(request)) {
      refuse(request, 401, "Authentication required");
    } else if (!post && !request.method().equals(HttpMethod.GET)) {
      refuse(request, 406, "Unsupported HTTP request!");
    } else if (!"/mi".equals(request.path())) {
      refuse(request, 400, "Unable to parse URL!");
    } else if (post) {
      request.body().onSuccess(body -> accept(request, body));
    }
    // A GET of the right path is never answered.
  }

  private void accept(HttpServerRequest request, Buffer body) {
    String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
    boolean json = type != null && type.startsWith("application/json");
    if (body.length() > options.postBufferSize() || !json) {
      request.connection().close();
    } else if (body.length() > 0) {
      process.accept(request, body);
    }
    // Nor is an empty body.
  }

  private boolean isAllowed(HttpServerRequest request) {
    return options
        .credentials()
        .map(required -> header(required).equals(request.getHeader(HttpHeaders.AUTHORIZATION)))
        .orElse(true);
  }

  private static String header(HttpOptions.Credentials required) {
    byte[] plain = (required.user() + ":" + required.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain);
  }

  private static void refuse(HttpServerRequest request, int status, String reason) {
    if (status == 401) {
      request.response().putHeader("WWW-Authenticate", "Basic realm=\"OpenSIPS\"");
    }
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html")
        .end("<html><body>" + reason + "</body></html>");
  }
}
