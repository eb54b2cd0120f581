package io.callapi.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Prints one step of a demonstration as it happens, and keeps its messages. */
final class DemoLog {

  private final PrintWriter out;
  private final long begin = System.nanoTime();
  private final List<JsonObject> messages = new ArrayList<>();

  DemoLog(PrintWriter out) {
    this.out = out;
  }

  void begin(int number, String title, String method, JsonObject params) {
    line("%n%d. %s".formatted(number, title));
    line("   ->            %s %s".formatted(method, text(params)));
  }

  void received(String text) {
    JsonObject message = new JsonObject(text);
    messages.add(message);
    long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    line("   <- %6d ms  %s".formatted(elapsed, shown(message)).stripTrailing());
  }

  void pass() {
    line("   PASS");
  }

  void fail(String reason) {
    line("   FAIL " + reason);
  }

  List<JsonObject> messages() {
    return messages;
  }

  private static String shown(JsonObject message) {
    if (message.containsKey("error")) {
      return "error " + message.getValue("error");
    }
    JsonObject body = Messages.object(message, message.containsKey("result") ? "result" : "params");
    String cause = body.containsKey("cause") ? "  cause " + text(body.getValue("cause")) : "";
    return "%-20s %s%s".formatted(Messages.event(message), text(body.getValue("data")), cause);
  }

  /** An object as {@code key=value key=value}. */
  private static String text(Object value) {
    if (value instanceof JsonObject object) {
      return object.stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(" "));
    }
    return Objects.toString(value, "");
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }
}
