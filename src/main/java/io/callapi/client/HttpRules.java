package io.callapi.client;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with an HTTP request or with the handshake of a WebSocket. */
final class HttpRules {

  private static final int KEY_LENGTH = 16; // bytes: RFC 6455, section 4.1

  private HttpRules() {}

  /** Null if it is right (RFC 9112, section 3.2). */
  static @Nullable HttpRefusal check(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll("Host");
    boolean missing = hosts.isEmpty() && request.version() != HttpVersion.HTTP_1_0;
    if (missing || hosts.size() > 1) {
      return HttpRefusal.of(
          HttpRefusal.BAD_REQUEST, "A request has one Host, not " + hosts.size() + ".");
    }
    boolean empty = hosts.isEmpty() || hosts.get(0).isBlank();
    return empty || request.authority() != null
        ? null
        : HttpRefusal.of(HttpRefusal.BAD_REQUEST, "Host is not a name or an address.");
  }

  static boolean isUpgrade(HttpServerRequest request) {
    return request.headers().contains("Upgrade", "websocket", true);
  }

  /** Null if it is right (RFC 6455, section 4.2.1). */
  static @Nullable HttpRefusal checkHandshake(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_1_0) {
      return bad("A WebSocket needs HTTP/1.1.");
    }
    if (!request.method().equals(HttpMethod.GET)) {
      return new HttpRefusal(
          HttpRefusal.METHOD_NOT_ALLOWED,
          "A WebSocket is opened with GET.",
          Map.of("Allow", "GET"));
    }
    if (!hasUpgradeOption(request.headers())) {
      return bad("A WebSocket needs the header Connection: Upgrade.");
    }
    if (!request.headers().getAll("Sec-WebSocket-Version").equals(List.of("13"))) {
      return HttpRefusal.upgradeRequired("The version of WebSocket here is 13.");
    }
    return isKey(request.headers().getAll("Sec-WebSocket-Key"))
        ? null
        : bad("A WebSocket needs one Sec-WebSocket-Key, of 16 bytes in Base64.");
  }

  private static HttpRefusal bad(String text) {
    return HttpRefusal.of(HttpRefusal.BAD_REQUEST, text);
  }

  private static boolean hasUpgradeOption(MultiMap headers) {
    return headers.getAll("Connection").stream()
        .flatMap(options -> Arrays.stream(options.split(",")))
        .anyMatch(option -> option.strip().equalsIgnoreCase("upgrade"));
  }

  private static boolean isKey(List<String> keys) {
    try {
      return keys.size() == 1
          && Base64.getDecoder().decode(keys.get(0).strip()).length == KEY_LENGTH;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
