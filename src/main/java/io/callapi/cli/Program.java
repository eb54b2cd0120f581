package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the command line starts: the server, wired by its composition root. */
@FunctionalInterface
public interface Program {

  /**
   * Starts the server on a Vert.x.
   *
   * <p>Completes once clients can connect. Fails if they cannot; the caller then closes the Vert.x,
   * so nothing else has to be undone.
   */
  Future<Server> start(Vertx vertx, CallApiConfig config, Simulation simulation);

  /** A server that is running. */
  interface Server {

    /** The port that it listens on, also where the configuration says 0. */
    int port();

    /** Stops taking clients, lets running commands end, and completes when all of it is done. */
    Future<Void> stop();
  }

  /**
   * Whether the proxies are simulated inside the server, so that no OpenSIPS is needed.
   *
   * @param version the OpenSIPS version to behave like; null for the newest
   * @param late how much later than usual each reply of the management interface comes
   * @param calls about how many calls there are at a time that nobody has asked for
   */
  record Simulation(boolean enabled, @Nullable String version, Duration late, int calls) {

    /** Real proxies. */
    public static final Simulation NONE = new Simulation(false, null);

    /** Simulated ones that answer at once. */
    public Simulation(boolean enabled, @Nullable String version) {
      this(enabled, version, Duration.ZERO, 0);
    }
  }
}
