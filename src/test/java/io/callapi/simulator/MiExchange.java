package io.callapi.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One request of the management interface and what the real proxy answered. */
record MiExchange(String label, String transport, String request, String response) {

  static List<MiExchange> read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(JsonObject::new).map(MiExchange::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MiExchange of(JsonObject line) {
    return new MiExchange(
        line.getString("label"),
        line.getString("via"),
        Objects.requireNonNullElse(line.getString("req"), ""),
        line.getString("resp", ""));
  }

  boolean overHttp() {
    return transport.equals("http");
  }

  /** The proxy said nothing. */
  boolean isUnanswered() {
    return response.equals("TIMEOUT") || response.startsWith("EXC TimeoutError");
  }

  /** Tries the web server itself, not a request of the management interface. */
  boolean isAboutHttp() {
    return label.startsWith("http ");
  }

  /** The proxy closed the connection. */
  boolean isClosed() {
    return response.startsWith("EXC RemoteDisconnected");
  }

  /** What the proxy said, without what HTTP adds. */
  String answer() {
    return response.replace("HTTP 200 application/json\n", "");
  }

  @Override
  public String toString() {
    return transport + " " + label;
  }
}
