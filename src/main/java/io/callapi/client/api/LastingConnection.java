package io.callapi.client.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A WebSocket that is opened again when it is lost. All of it runs on one event loop. */
final class LastingConnection {

  private static final int MAX_MESSAGE = 16 * 1024 * 1024;
  private static final int CONNECT_TIMEOUT_MS = 5000;
  private static final short TAKEN_OVER = 4001;

  /** The server sends a ping every 30 seconds. */
  private static final int SILENCE_S = 70;

  /** Another try changes nothing: the token, the origin or the path is wrong. */
  private static final Set<Integer> FINAL = Set.of(401, 403, 404);

  private final Vertx vertx;
  private final ClientOptions options;
  private final WebSocketClient sockets; // held, for Vert.x closes those that nobody holds
  private final Listener listener;
  private final ReconnectDelay backoff = new ReconnectDelay(new SplittableRandom());
  private final Promise<Void> first = Promise.promise();
  private @Nullable WebSocket socket;
  private boolean closed;
  private long openedAt;

  /** Whom it tells. */
  interface Listener {

    void onOpen();

    void onText(String text);

    /** It is tried again after that time. */
    void onLost(long retryMs);

    /** It is not tried again. */
    void onGivenUp(Throwable why);
  }

  LastingConnection(Vertx vertx, ClientOptions options, Listener listener) {
    this.vertx = vertx;
    this.options = options;
    this.listener = listener;
    this.sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setMaxFrameSize(MAX_MESSAGE)
                .setMaxMessageSize(MAX_MESSAGE)
                .setReadIdleTimeout(SILENCE_S)
                .setTrustOptions(options.trust())
                .setVerifyHost(!options.anyName()));
  }

  /** Connects for the first time; fails if that fails. */
  Future<Void> open() {
    connect();
    return first.future();
  }

  private void connect() {
    sockets.connect(handshake()).onComplete(this::opened, this::notOpened);
  }

  private WebSocketConnectOptions handshake() {
    WebSocketConnectOptions handshake =
        new WebSocketConnectOptions().setAbsoluteURI(options.url()).setTimeout(CONNECT_TIMEOUT_MS);
    return options.token() == null
        ? handshake
        : handshake.addHeader("Authorization", "Bearer " + options.token());
  }

  private void opened(WebSocket now) {
    if (closed) {
      now.close();
      return;
    }
    socket = now;
    openedAt = System.nanoTime();
    now.textMessageHandler(listener::onText);
    now.exceptionHandler(e -> {}); // the close handler follows
    now.closeHandler(v -> lost(now.closeStatusCode()));
    first.tryComplete();
    listener.onOpen();
  }

  private void notOpened(Throwable why) {
    if (first.tryFail(why)) {
      return;
    }
    if (why instanceof UpgradeRejectedException refused && FINAL.contains(refused.getStatus())) {
      listener.onGivenUp(why);
    } else {
      tryAgain(Duration.ZERO);
    }
  }

  private void lost(@Nullable Short code) {
    socket = null;
    if (code != null && code == TAKEN_OVER) {
      closed = true;
      listener.onGivenUp(new IllegalStateException("another client has resumed the session"));
    }
    tryAgain(Duration.ofNanos(System.nanoTime() - openedAt));
  }

  private void tryAgain(Duration held) {
    if (closed) {
      return;
    }
    long retryMs = backoff.afterMs(held);
    vertx.setTimer(retryMs, id -> connect());
    listener.onLost(retryMs);
  }

  /** Sends a text; it is lost if the connection is. */
  void send(String text) {
    WebSocket now = socket;
    if (now != null) {
      now.writeTextMessage(text).onFailure(e -> now.close());
    }
  }

  /** Closes the connection, to have it opened again. */
  void reset() {
    WebSocket now = socket;
    if (now != null) {
      now.close();
    }
  }

  Future<Void> close() {
    closed = true;
    return sockets.close();
  }
}
