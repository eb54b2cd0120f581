package io.callapi.client;

import static io.callapi.client.Requests.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The requests that were tried on the daemon whose clients must work unchanged, answered as
 * docs/protocol.md says. Some are right, though they do not look so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedBadRequestsIT {

  private static final Path RECORDINGS = Path.of("src/test/resources/recordings/opensips-3.6");

  private TestServer server;
  private WsClient client;

  @BeforeAll
  void startServer() {
    server = TestServer.start();
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @BeforeEach
  void connect() {
    client = server.connect();
  }

  @AfterEach
  void nothingHasReachedTheProxy() {
    client.expectNothingMore();
    client.leave();
    assertThat(server.proxy().requests()).isEmpty();
  }

  /**
   * The outcome of each request: an error code; {@code runs}: a reply, then the events to the end;
   * {@code unanswered}: the events alone; {@code repeats}: the reply and the events of the command
   * that has the id already; {@code batch}: an array of replies, then the events of both.
   */
  @ParameterizedTest
  @CsvSource({
    "array_params, -32602 -32602",
    "batch, batch -32600",
    "binary_frame, runs",
    "cmd_id, -32602 runs runs repeats",
    "dup_keys, -32601",
    "html_escape, runs",
    "id_types, runs runs runs -32600 -32600",
    "malformed_json, -32700 -32700 -32700 -32600 -32600 -32600",
    "method_types, -32600 -32600 -32600",
    "missing_id, unanswered runs",
    "missing_params, -32602 -32602",
    "nonstring_param, runs runs runs",
    "test_method, -32601",
    "unknown_method, -32601 -32601",
    "version, runs -32600 -32600"
  })
  void answersAsTheProtocolSays(String name, String outcomes) throws IOException {
    List<String> requests = requests(RECORDINGS.resolve("proto_" + name + ".jsonl"));
    List<String> expected = List.of(outcomes.split(" ", -1));

    assertThat(requests).hasSameSizeAs(expected);
    for (int i = 0; i < requests.size(); i++) {
      send(requests.get(i));
      assertOutcome(requests.get(i), expected.get(i));
    }
  }

  @Test
  void givesEveryRecordingOfTheKindAgain() throws Exception {
    CsvSource given =
        RecordedBadRequestsIT.class
            .getDeclaredMethod("answersAsTheProtocolSays", String.class, String.class)
            .getAnnotation(CsvSource.class);
    try (Stream<Path> files = Files.list(RECORDINGS)) {
      assertThat(Stream.of(given.value()).map(line -> "proto_" + line.split(",", -1)[0] + ".jsonl"))
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> file.startsWith("proto_"))
                  .toList());
    }
  }

  private static List<String> requests(Path recording) throws IOException {
    try (Stream<String> lines = Files.lines(recording)) {
      return lines
          .map(JsonObject::new)
          .filter(line -> line.getString("chan").equals("ws"))
          .filter(line -> line.getString("dir").startsWith("client"))
          .map(line -> line.getString("data"))
          .toList();
    }
  }

  /** Binary ones were recorded as Python writes bytes: {@code b'…'}. */
  private void send(String request) {
    if (request.startsWith("b'")) {
      String text = request.substring(2, request.length() - 1);
      client.sendBinary(text.getBytes(StandardCharsets.UTF_8));
    } else {
      client.send(request);
    }
  }

  private void assertOutcome(String request, String outcome) {
    switch (outcome) {
      case "runs" -> assertRuns(client.next(), idOf(request));
      case "repeats" -> assertRepeats(client.next(), idOf(request));
      case "unanswered" -> assertRunsUnanswered();
      case "batch" -> assertRunsAll(client.nextArray());
      default -> assertRefused(client.next(), idOf(request), Integer.parseInt(outcome));
    }
  }

  private void assertRuns(JsonObject reply, @Nullable Object id) {
    client.untilEnd(assertStarted(reply, id));
  }

  private void assertRepeats(JsonObject reply, @Nullable Object id) {
    assertRuns(reply, id);
    assertThat(reply.getJsonObject("result").getBoolean("repeated")).isTrue();
  }

  private static String assertStarted(JsonObject reply, @Nullable Object id) {
    assertThat(reply.getValue("id")).isEqualTo(id);
    assertThat(reply.getJsonObject("result").getString("event")).isEqualTo("Started");
    return reply.getJsonObject("result").getString("cmd_id");
  }

  private void assertRunsUnanswered() {
    JsonObject event = client.next().getJsonObject("params");
    assertThat(event.getString("event")).isEqualTo("Reply");
    client.untilEnd(event.getString("cmd_id"));
  }

  private void assertRunsAll(JsonArray replies) {
    assertThat(replies).extracting(reply -> ((JsonObject) reply).getValue("id")).contains("1", "2");
    List<JsonObject> events = client.next(2 * replies.size());
    assertThat(events)
        .extracting(event -> event.getJsonObject("params").getString("event"))
        .containsExactlyInAnyOrder("Reply", "Ended", "Reply", "Ended");
  }

  private static void assertRefused(JsonObject reply, @Nullable Object id, int code) {
    assertThat(errorCode(reply)).isEqualTo(code);
    assertThat(reply.containsKey("id")).isTrue();
    assertThat(reply.getValue("id")).isEqualTo(id);
  }

  /** The id that a reply has to have: null if that of the request cannot be read, or is none. */
  private static @Nullable Object idOf(String request) {
    try {
      boolean readable = Json.decodeValue(text(request)) instanceof JsonObject;
      Object id = readable ? new JsonObject(text(request)).getValue("id") : null;
      return id instanceof String || id instanceof Number ? id : null;
    } catch (DecodeException notJson) {
      return null;
    }
  }

  private static String text(String request) {
    return request.startsWith("b'") ? request.substring(2, request.length() - 1) : request;
  }
}
