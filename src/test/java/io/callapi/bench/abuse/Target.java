package io.callapi.bench.abuse;

import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;

/**
 * The server that is tried, and what a client of it needs.
 *
 * @param token one that it lets in
 */
record Target(String host, int port, String path, String token) {

  /** The one that the server is started with. */
  static final String TOKEN = "0123456789abcdef0123456789abcdef";

  static Target of(String url) {
    URI uri = URI.create(url);
    return new Target("127.0.0.1", uri.getPort(), uri.getPath(), TOKEN);
  }

  String url() {
    return "ws://" + host + ":" + port + path;
  }

  /** How a client connects that does all as it should. */
  WebSocketConnectOptions options() {
    return new WebSocketConnectOptions()
        .setAbsoluteURI(url())
        .addHeader("Authorization", "Bearer " + token);
  }

  /** A handshake as it should be, to be changed by those who mean ill. */
  String handshake() {
    return """
        GET %s HTTP/1.1
        Host: %s:%d
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        Authorization: Bearer %s

        """
        .formatted(path, host, port, token)
        .replace("\n", "\r\n");
  }
}
