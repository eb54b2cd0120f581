package io.callapi.bench.client;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One command of this client, and all that the server has said about it. */
public final class CommandLog {

  /** A message, and when it came: nanoseconds after the request was sent. */
  public record Entry(long nanos, JsonObject message) {

    /** The name of the stage, "Started" for the reply; empty for a refusal. */
    public String event() {
      return body().getString("event", "");
    }

    /** The "data" of a stage, if it is an object. */
    public JsonObject data() {
      return body().getValue("data") instanceof JsonObject data ? data : new JsonObject();
    }

    public boolean isReply() {
      return message.containsKey("id");
    }

    public JsonObject body() {
      String member = isReply() ? "result" : "params";
      return message.getValue(member) instanceof JsonObject body ? body : new JsonObject();
    }
  }

  private final String id;
  private final String method;
  private final JsonObject params;
  private final long sentAt = System.nanoTime();
  private final List<Entry> entries = new ArrayList<>();

  public CommandLog(String id, String method, JsonObject params) {
    this.id = id;
    this.method = method;
    this.params = params;
  }

  public String id() {
    return id;
  }

  public String method() {
    return method;
  }

  public JsonObject params() {
    return params;
  }

  /** When the request was sent, by {@link System#nanoTime}. */
  public long sentAt() {
    return sentAt;
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  public void add(JsonObject message) {
    entries.add(new Entry(System.nanoTime() - sentAt, message));
  }

  /** The first message about that stage. */
  public Optional<Entry> find(String event) {
    return entries.stream().filter(entry -> entry.event().equals(event)).findFirst();
  }

  /** The error that the client was told: of the command, or of the request. */
  public Optional<JsonObject> error() {
    Optional<JsonObject> refusal =
        entries.stream()
            .map(entry -> entry.message().getValue("error"))
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .findFirst();
    return refusal.or(() -> find("Error").map(Entry::body));
  }

  /** True after "Ended", or after the refusal of the request. */
  public boolean isOver() {
    return entries.stream()
        .anyMatch(entry -> entry.event().equals("Ended") || entry.message().containsKey("error"));
  }

  public boolean hasSucceeded() {
    return find("Ended").isPresent() && error().isEmpty();
  }
}
