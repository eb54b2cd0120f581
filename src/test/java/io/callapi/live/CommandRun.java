package io.callapi.live;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** What a client has been told of one command so far. */
final class CommandRun {

  private static final Duration POLL = Duration.ofMillis(2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String REFUSED = "Refused";
  private static final Set<String> SUCCESS = Set.of("CalleeAnswered", "TransferSuccessful");
  private static final Set<String> LAST = Set.of("Ended", REFUSED);

  private final String cmdId;
  private final long sentAt = System.nanoTime();
  private final List<Told> told = new CopyOnWriteArrayList<>();

  private record Told(String event, JsonObject params, long at) {}

  CommandRun(String cmdId) {
    this.cmdId = cmdId;
  }

  /** Takes the {@code result} of the reply, or the {@code params} of a notification. */
  void on(JsonObject params) {
    told.add(new Told(params.getString("event"), params, System.nanoTime()));
  }

  /** Takes the {@code error} of the reply: nothing follows. */
  void refused(JsonObject error) {
    on(error.copy().put("event", REFUSED));
  }

  /** The code of the error that the request was answered with. */
  int refusal() {
    return first(REFUSED).params().getInteger("code");
  }

  /** The command's id; of a CallStart it is the Call-ID of the first dialog. */
  String cmdId() {
    return cmdId;
  }

  /** The names of the events, {@code Started} first; {@code Refused} alone if it was refused. */
  List<String> events() {
    return told.stream().map(Told::event).toList();
  }

  /** All that was told, in order: the result of the reply, then the params of notifications. */
  List<JsonObject> all() {
    return told.stream().map(Told::params).toList();
  }

  /** The events but for those that come as often as the phones like. */
  List<String> milestones() {
    return events().stream().filter(event -> !event.equals("TransferPending")).toList();
  }

  /** Each event about a leg, such as {@code CallHoldStart caller}. */
  List<String> legEvents() {
    return told.stream()
        .filter(t -> t.params().getValue("data") instanceof JsonObject)
        .map(t -> t.event() + " " + data(t).getString("leg"))
        .toList();
  }

  /** The data of the first event of that name. */
  JsonObject data(String event) {
    return data(first(event));
  }

  private static JsonObject data(Told event) {
    return event.params().getJsonObject("data");
  }

  /** The text of the error for people. */
  String error() {
    return first("Error").params().getString("data");
  }

  /** The call that has been made; fails if there is none. */
  String newCall() {
    return told.stream()
        .filter(t -> SUCCESS.contains(t.event()))
        .findFirst()
        .map(success -> data(success).getString("callid"))
        .orElseThrow(() -> new AssertionError("no success in " + this));
  }

  /** Whether the command has told of an error, or was refused. */
  boolean hasFailed() {
    return events().contains("Error") || events().contains(REFUSED);
  }

  /** Whether the request was answered with an error. */
  boolean hasBeenRefused() {
    return events().contains(REFUSED);
  }

  /** What the error says to programs. */
  JsonObject cause() {
    return first("Error").params().getJsonObject("cause");
  }

  /** The time from the request to the first event of that name. */
  Duration timeTo(String event) {
    return Duration.ofNanos(first(event).at() - sentAt);
  }

  /** When the command has ended, in nanoseconds of {@link System#nanoTime}. */
  long endedAt() {
    return first("Ended").at();
  }

  private Told first(String event) {
    return told.stream()
        .filter(t -> t.event().equals(event))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + event + " in " + this));
  }

  /** Waits for an event, and fails if the command is over without it. */
  CommandRun await(String event) {
    Awaitility.await(event)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(() -> events().contains(event) || isOver());
    first(event);
    return this;
  }

  CommandRun awaitEnd() {
    return await("Ended");
  }

  /** Waits for the end, or for a refusal. */
  CommandRun awaitAnswer() {
    Awaitility.await("answer").pollInterval(POLL).atMost(PATIENCE).until(this::isOver);
    return this;
  }

  CommandRun awaitRefusal() {
    return await(REFUSED);
  }

  private boolean isOver() {
    return events().stream().anyMatch(LAST::contains);
  }

  @Override
  public String toString() {
    return told.stream().map(Told::params).toList().toString();
  }
}
