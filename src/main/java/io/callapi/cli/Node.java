package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.WsServerConfig;
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

  private final Vertx vertx;
  private final Program.Server server;
  private final WsServerConfig config;

  private Node(Vertx vertx, Program.Server server, WsServerConfig config) {
    this.vertx = vertx;
    this.server = server;
    this.config = config;
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
      return new Node(vertx, server, config.wsServer());
    } finally {
      if (!started) {
        vertx.close().await();
      }
    }
  }

  /** The address in the words of the configuration, with the port that is bound. */
  String url() {
    return ServerUrl.of(config.host(), server.port(), config.httpPath());
  }

  /** The address for a client on this machine. */
  String urlToConnect() {
    return ServerUrl.toConnect(config.host(), server.port(), config.httpPath());
  }

  Vertx vertx() {
    return vertx;
  }

  /** Stops the server, then its Vert.x; neither is waited for longer than this. */
  void stop(Duration atMost) {
    try {
      server.stop().await(atMost.toMillis(), TimeUnit.MILLISECONDS);
      vertx.close().await(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("not stopped in time; the rest is cut off");
    }
  }
}
