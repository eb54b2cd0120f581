package io.callapi.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        line.getString("req", ""),
        line.getString("resp", ""));
  }

  boolean overUdp() {
    return transport.equals("udp");
  }

  /** The proxy said nothing. */
  boolean isUnanswered() {
    return response.equals("TIMEOUT");
  }

  /** Both transports were tried with each; those that leave something behind count twice. */
  boolean isSubscription() {
    return label.startsWith("event_subscribe");
  }

  @Override
  public String toString() {
    return label;
  }
}
