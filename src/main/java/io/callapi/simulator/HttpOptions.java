package io.callapi.simulator;

import java.time.Duration;
import java.util.Optional;

/**
 * The management interface over HTTP.
 *
 * @param port where it listens, 0 for any free port
 * @param postBufferSize the longest body that is accepted, in bytes
 * @param asyncPoll how often the proxy looks whether a late reply has come
 * @param credentials who may use it; anybody if empty
 */
public record HttpOptions(
    int port, int postBufferSize, Duration asyncPoll, Optional<Credentials> credentials) {

  /** A user and a password (Basic authentication, which OpenSIPS has since 4.0). */
  public record Credentials(String user, String password) {}

  /** As OpenSIPS has it by default, on any free port. */
  public static HttpOptions defaults() {
    return new HttpOptions(0, 1024, Duration.ofMillis(500), Optional.empty());
  }

  public HttpOptions withPort(int port) {
    return new HttpOptions(port, postBufferSize, asyncPoll, credentials);
  }

  public HttpOptions withPostBufferSize(int postBufferSize) {
    return new HttpOptions(port, postBufferSize, asyncPoll, credentials);
  }

  public HttpOptions withAsyncPoll(Duration asyncPoll) {
    return new HttpOptions(port, postBufferSize, asyncPoll, credentials);
  }

  public HttpOptions withCredentials(String user, String password) {
    Credentials required = new Credentials(user, password);
    return new HttpOptions(port, postBufferSize, asyncPoll, Optional.of(required));
  }
}
