package io.callapi.client;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * Why an HTTP request is refused; the connection ends with it.
 *
 * @param status RFC 9110, section 15
 * @param text a sentence for people; empty for none
 */
record HttpRefusal(int status, String text, Map<String, String> headers) {

  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int UPGRADE_REQUIRED = 426;
  static final int TOO_MANY_REQUESTS = 429;
  static final int INTERNAL_SERVER_ERROR = 500;
  static final int UNAVAILABLE = 503;

  static HttpRefusal of(int status, String text) {
    return new HttpRefusal(status, text, Map.of());
  }

  /** That no page is there, and where the WebSocket is, which is what is wanted mostly. */
  static HttpRefusal noPage(String socketPath) {
    return of(NOT_FOUND, "There is no such page. The WebSocket is at " + socketPath + ".");
  }

  /** That a WebSocket is here (RFC 9110, section 15.5.22; RFC 6455, section 4.4). */
  static HttpRefusal upgradeRequired(String text) {
    return new HttpRefusal(
        UPGRADE_REQUIRED,
        text,
        Map.of(
            "Upgrade", "websocket",
            "Connection", "Upgrade, close",
            "Sec-WebSocket-Version", "13"));
  }

  /** Answers so; a failure means that the peer has gone, which ends the connection as well. */
  Future<Void> answer(HttpServerRequest request) {
    HttpServerResponse response = request.response().setStatusCode(status);
    response.putHeader("Connection", "close");
    headers.forEach(response::putHeader);
    if (!text.isEmpty()) {
      response.putHeader("Content-Type", "text/plain; charset=utf-8");
    }
    return response
        .end(text.isEmpty() ? "" : text + "\n")
        .eventually(() -> request.connection().close())
        .otherwiseEmpty();
  }
}
