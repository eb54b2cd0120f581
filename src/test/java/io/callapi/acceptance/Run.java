package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One command that a client has started. */
final class Run {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private final Transcript transcript;
  private final String cmdId;
  private final long startedAt;

  Run(Transcript transcript, String cmdId, long startedAt) {
    this.transcript = transcript;
    this.cmdId = cmdId;
    this.startedAt = startedAt;
  }

  String cmdId() {
    return cmdId;
  }

  /** Waits for a stage. */
  Run reaches(String event) {
    awaitEvent(event, LONG_ENOUGH);
    return this;
  }

  /** Waits for the end. */
  Run ends() {
    return reaches("Ended");
  }

  /** Waits for the end, which must come in this time after the request. */
  Run endsWithin(Duration atMost) {
    ends();
    assertThat(took()).isLessThanOrEqualTo(atMost);
    return this;
  }

  /** From the request to the end. */
  Duration took() {
    return Duration.ofNanos(awaitEvent("Ended", LONG_ENOUGH).atNanos() - startedAt);
  }

  /** Fails if the command has failed. */
  Run succeeds() {
    ends();
    assertThat(failure()).isEmpty();
    return this;
  }

  /** The stages told so far, by name. */
  List<String> events() {
    return messages().stream().map(Message::event).toList();
  }

  /** All that was told so far. */
  List<Message> messages() {
    return transcript.eventsOf(cmdId);
  }

  /** The data of a stage. */
  JsonObject data(String event) {
    return awaitEvent(event, LONG_ENOUGH).params().getJsonObject("data");
  }

  /** The call that was made. */
  String callId() {
    return messages().stream()
        .map(message -> message.params().getValue("data"))
        .filter(JsonObject.class::isInstance)
        .map(data -> ((JsonObject) data).getString("callid"))
        .filter(callId -> callId != null)
        .findFirst()
        .orElseThrow();
  }

  /** Why it has failed, if it has. */
  Optional<Failure> failure() {
    return messages().stream()
        .filter(message -> message.event().equals("Error"))
        .map(Failure::of)
        .findFirst();
  }

  private Message awaitEvent(String event, Duration atMost) {
    return transcript.await(
        event, atMost, message -> message.cmdId().equals(cmdId) && message.event().equals(event));
  }
}
