package io.callapi.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Something that must hold for the messages of one command. */
@FunctionalInterface
interface Expected {

  /** What is wrong with the messages; nothing if they are as expected. */
  Optional<String> complaint(List<JsonObject> messages);

  /** The events in this order; the words of the pattern are event names and {@code error}. */
  static Expected order(String pattern) {
    Pattern compiled = Pattern.compile(pattern.replace(" ", ""));
    return messages -> {
      String names = messages.stream().map(Expected::name).collect(Collectors.joining());
      boolean good = compiled.matcher(names).matches();
      return good ? Optional.empty() : Optional.of("expected the order: " + pattern);
    };
  }

  /** The named event once for each leg. */
  static Expected bothLegs(String event) {
    return messages ->
        messages.stream()
                .filter(message -> Messages.event(message).equals(event))
                .map(message -> data(message).getValue("leg"))
                .collect(Collectors.toSet())
                .equals(Set.of("caller", "callee"))
            ? Optional.empty()
            : Optional.of("expected " + event + " for caller and callee");
  }

  /** An error with that SIP status, both in its text and in its cause. */
  static Expected error(int status) {
    return messages ->
        messages.stream().anyMatch(message -> isError(message, status))
            ? Optional.empty()
            : Optional.of("expected the error " + status + " with its cause");
  }

  private static boolean isError(JsonObject message, int status) {
    JsonObject params = Messages.object(message, "params");
    return params.getValue("data", "").toString().startsWith(status + " ")
        && Integer.valueOf(status).equals(Messages.object(params, "cause").getValue("code"));
  }

  private static JsonObject data(JsonObject message) {
    return Messages.object(Messages.object(message, "params"), "data");
  }

  private static String name(JsonObject message) {
    return message.containsKey("error") ? "error" : Messages.event(message);
  }
}
