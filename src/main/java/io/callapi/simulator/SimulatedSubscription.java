package io.callapi.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One receiver of one event; times are whole seconds, as the proxy counts them.
 *
 * @param event the event's name
 * @param socket the receiver as it was given
 * @param expire how many seconds it lasts; 0 ends it
 * @param since when it was made or renewed
 */
record SimulatedSubscription(String event, ReceiverSocket socket, int expire, long since) {

  /** Where a receiver listens. */
  record ReceiverSocket(
      String text, String transport, String host, int port, Optional<String> method) {

    private static final Pattern SYNTAX =
        Pattern.compile("(udp|tcp):([^:/]+):([0-9]{1,5})(?:/(.*))?");

    static Optional<ReceiverSocket> parse(String text) {
      Matcher matcher = SYNTAX.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      int port = Integer.parseInt(matcher.group(3));
      Optional<String> method = Optional.ofNullable(matcher.group(4));
      return Optional.of(new ReceiverSocket(text, matcher.group(1), matcher.group(2), port, method))
          .filter(socket -> socket.port > 0 && socket.port < 65536);
    }
  }

  /** In the second in which it expires a subscription still receives events. */
  boolean isLive(long now) {
    return since + expire >= now;
  }

  JsonObject toJson(long now) {
    long ttl = since + expire - now;
    return new JsonObject()
        .put("socket", socket.text())
        .put("expire", expire)
        .put("ttl", ttl > 0 ? (Object) ttl : "expired");
  }
}
