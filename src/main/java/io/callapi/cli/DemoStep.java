package io.callapi.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step of a demonstration: a request, and what must come back.
 *
 * @param params those that begin with '$' stand for the Call-ID that an earlier step has kept
 * @param keeps the event whose callid is kept, and under which name; empty to keep none
 */
record DemoStep(
    String title, String method, JsonObject params, List<Expected> expected, Keeps keeps) {

  /** Which Call-ID to keep for later steps. */
  record Keeps(String event, String name) {

    static final Keeps NOTHING = new Keeps("", "");
  }

  /** The parameters, with the Call-IDs in place; an unknown one stays as it is written. */
  JsonObject params(Map<String, String> callids) {
    JsonObject filled = new JsonObject();
    params.forEach(entry -> filled.put(entry.getKey(), fill(entry.getValue().toString(), callids)));
    return filled;
  }

  private static String fill(String value, Map<String, String> callids) {
    return value.startsWith("$") ? callids.getOrDefault(value.substring(1), value) : value;
  }

  void remember(List<JsonObject> messages, Map<String, String> callids) {
    messages.stream()
        .filter(message -> Messages.event(message).equals(keeps.event()))
        .map(message -> Messages.object(Messages.object(message, "params"), "data"))
        .map(data -> data.getValue("callid"))
        .filter(String.class::isInstance)
        .forEach(callid -> callids.put(keeps.name(), (String) callid));
  }

  /** The first thing that is not as expected; nothing if all is. */
  Optional<String> complaint(List<JsonObject> messages) {
    return expected.stream().flatMap(each -> each.complaint(messages).stream()).findFirst();
  }
}
