package io.callapi.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;

/**
 * The least that a WebSocket server on Vert.x can do: every message comes back. At {@link #THREE}
 * it comes back three times, as often as an Echo command is answered; the first two begin with a
 * space.
 */
final class BareEcho extends VerticleBase {

  static final String ONCE = "/one";
  static final String THREE = "/three";

  private final Promise<Integer> port;

  /**
   * @param port told the port that is listened on; instances share it
   */
  BareEcho(Promise<Integer> port) {
    this.port = port;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer()
        .webSocketHandler(BareEcho::serve)
        .listen(-1, "127.0.0.1")
        .map(HttpServer::actualPort)
        .onSuccess(port::tryComplete);
  }

  private static void serve(ServerWebSocket socket) {
    boolean thrice = socket.path().equals(THREE);
    socket.textMessageHandler(
        text -> {
          if (thrice) {
            socket.writeTextMessage(" " + text);
            socket.writeTextMessage(" " + text);
          }
          socket.writeTextMessage(text);
        });
  }
}
