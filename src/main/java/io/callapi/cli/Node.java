package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.DeadlinesConfig;
import io.callapi.config.TlsConfig;
import io.callapi.config.WsServerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server with the Vert.x that it runs on, started and stopped by the main thread.
 *
 * <p>It waits instead of composing: a step that follows the end of a Vert.x has no event loop left.
 */
final class Node {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  /** Leaving a cluster takes a moment. */
  private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Program.Server server;
  private final WsServerConfig config;
  private final Duration longestStop;

  private Node(Vertx vertx, Program.Server server, CallApiConfig config) {
    this.vertx = vertx;
    this.server = server;
    this.config = config.wsServer();
    this.longestStop = longestStop(config.deadlines());
  }

  /** As long as running commands may take, and a little for the other units. */
  static Duration longestStop(DeadlinesConfig deadlines) {
    return deadlines.stop().plus(deadlines.end()).plusSeconds(5);
  }

  /** Starts a server; if that fails, the Vert.x is closed. */
  static Node start(
      Program program, Vertx vertx, CallApiConfig config, Program.Simulation simulation)
      throws TimeoutException {
    boolean started = false;
    try {
      Program.Server server =
          program
              .start(vertx, config, simulation)
              .await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      started = true;
      return new Node(vertx, server, config);
    } finally {
      if (!started) {
        vertx.close().await();
      }
    }
  }

  /** The address in the words of the configuration, with the port that is bound. */
  String url() {
    return ServerUrl.of(config.tls() != null, config.host(), server.port(), config.httpPath());
  }

  /** The address for a client on this machine. */
  Endpoint toConnect() {
    String url =
        ServerUrl.toConnect(config.tls() != null, config.host(), server.port(), config.httpPath());
    TlsConfig tls = config.tls();
    return new Endpoint(
        url,
        config.tokens().stream().findFirst().orElse(null),
        tls == null ? Trust.USUAL : Trust.itself(tls.certificate()));
  }

  Vertx vertx() {
    return vertx;
  }

  /** After that much time {@link #stop} is over in any case, and a moment has passed. */
  Duration longestStop() {
    return longestStop.plus(LEAVE_TIMEOUT).plusSeconds(1);
  }

  /** Stops the server, then its Vert.x, in any case: other nodes are to see it leave. */
  void stop() {
    await("the server", server.stop(), longestStop);
    await("Vert.x", vertx.close(), LEAVE_TIMEOUT);
  }

  private static void await(String what, Future<Void> stopped, Duration atMost) {
    try {
      stopped.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("{} has not stopped in {} s; the rest is cut off", what, atMost.toSeconds());
    }
  }
}
