package io.callapi.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;

/** Asks a server over HTTP how it is. */
final class StatusRequest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int UNAUTHORIZED = 401;

  private final Vertx vertx;

  StatusRequest(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Fails with a {@link ConnectionException}. */
  Future<JsonObject> to(Endpoint server) {
    return request(server)
        .timeout(TIMEOUT.toMillis())
        .send()
        .map(response -> read(response, server))
        .recover(
            e ->
                Future.failedFuture(
                    new ConnectionException(
                        "no status of " + server.url() + ": " + e.getMessage())));
  }

  private HttpRequest<Buffer> request(Endpoint server) {
    HttpRequest<Buffer> request =
        WebClient.create(vertx, options(server.trust())).getAbs(server.url());
    // No other server is shown the token.
    return server.token() == null
        ? request
        : request.bearerTokenAuthentication(server.token()).followRedirects(false);
  }

  private static WebClientOptions options(Trust trust) {
    return new WebClientOptions()
        .setTrustOptions(trust.certificates())
        .setVerifyHost(!trust.anyName());
  }

  private static JsonObject read(HttpResponse<?> response, Endpoint server) {
    if (response.statusCode() == UNAUTHORIZED) {
      throw new ConnectionException(server.refusal());
    }
    try {
      JsonObject status = response.bodyAsJsonObject();
      if (status != null && status.getValue("proxies") instanceof JsonArray) {
        return status;
      }
    } catch (DecodeException e) {
      // Said below.
    }
    throw new ConnectionException("HTTP " + response.statusCode() + " without a status");
  }
}
