package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.acceptance.Recording.Exchange;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gives the commands of the recordings again and is told the same: the same stages, with the same
 * data, in the order of docs/protocol.md.
 */
class SuccessSequencesAcceptanceIT {

  @RegisterExtension static final CallApiServer ON_3_6 = CallApiServer.on("3.6.8");
  @RegisterExtension static final CallApiServer ON_4_0 = CallApiServer.on("4.0.1");

  @ParameterizedTest
  @MethodSource("successesBeside36")
  void tellsOn36WhatTheRecordingTells(Recording recording) {
    replay(recording, ON_3_6);
  }

  @ParameterizedTest
  @MethodSource("successesBeside40")
  void tellsOn40WhatTheRecordingTells(Recording recording) {
    replay(recording, ON_4_0);
  }

  static Stream<Recording> successesBeside36() {
    return successesBeside("3.6");
  }

  static Stream<Recording> successesBeside40() {
    return successesBeside("4.0");
  }

  private static Stream<Recording> successesBeside(String version) {
    return Recording.beside(version).stream().filter(recording -> !recording.successes().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.6", "4.0"})
  void hasASuccessOfEachCommandThatSteersCalls(String version) {
    assertThat(successesBeside(version).flatMap(r -> r.successes().stream()))
        .extracting(Exchange::method)
        .contains(
            "CallStart",
            "CallBlindTransfer",
            "CallAttendedTransfer",
            "CallHold",
            "CallUnhold",
            "CallEnd");
  }

  private static void replay(Recording recording, CallApiServer server) {
    Map<String, String> callIds = new HashMap<>();
    for (Recording.PlacedCall call : recording.calls()) {
      callIds.put(call.callId(), server.simulator().placeCall(call.from(), call.to()));
    }
    for (Exchange exchange : recording.successes()) {
      JsonObject request = exchange.request();
      JsonObject params = mapped(request.getJsonObject("params"), callIds);
      Run run = server.client().start(exchange.method(), params).succeeds();
      noteNewCall(exchange, run, callIds);
      List<JsonObject> expected = expected(exchange, run, callIds);
      assertThat(told(run)).startsWith(expected.get(0));
      assertThat(legByLeg(told(run))).isEqualTo(legByLeg(expected));
    }
  }

  /** The new call has an id of its own each time. */
  private static void noteNewCall(Exchange exchange, Run run, Map<String, String> callIds) {
    exchange.events().stream()
        .map(event -> event.getValue("data"))
        .filter(data -> data instanceof JsonObject object && object.containsKey("callid"))
        .map(data -> ((JsonObject) data).getString("callid"))
        .findFirst()
        .ifPresent(recorded -> callIds.put(recorded, run.callId()));
  }

  private static List<JsonObject> told(Run run) {
    return run.messages().stream().map(Message::params).toList();
  }

  /**
   * The recording, with what docs/protocol.md says otherwise: the acknowledgement of a hold comes
   * first, the start of a leg before its success, and "TransferPending" has no final status.
   */
  private static List<JsonObject> expected(
      Exchange exchange, Run run, Map<String, String> callIds) {
    List<JsonObject> events = new ArrayList<>();
    for (JsonObject event : exchange.events()) {
      JsonObject expected = event.copy().put("cmd_id", run.cmdId());
      if (event.getValue("data") instanceof JsonObject data) {
        expected.put("data", mapped(data, callIds));
      }
      if (event.getString("event").endsWith("olding")) {
        events.add(0, expected);
      } else if (!isFinal(event)) {
        events.add(expected);
      }
    }
    List<JsonObject> starts =
        events.stream().filter(SuccessSequencesAcceptanceIT::isStartOfLeg).toList();
    events.removeAll(starts);
    events.addAll(1, starts);
    return events;
  }

  private static boolean isStartOfLeg(JsonObject event) {
    return event.getString("event").matches("Call(Unh|H)oldStart");
  }

  private static boolean isFinal(JsonObject event) {
    return event.getValue("data") instanceof JsonObject data
        && !data.getString("extra", "1").startsWith("1");
  }

  private static JsonObject mapped(JsonObject values, Map<String, String> callIds) {
    JsonObject mapped = new JsonObject();
    values.forEach(
        entry ->
            mapped.put(
                entry.getKey(),
                entry.getValue() instanceof String text
                    ? callIds.getOrDefault(text, text)
                    : entry.getValue()));
    return mapped;
  }

  /** Puts the stages of each leg together: the legs go side by side, in any order. */
  private static List<JsonObject> legByLeg(List<JsonObject> events) {
    Map<String, List<JsonObject>> legs = new TreeMap<>();
    List<JsonObject> ordered = new ArrayList<>();
    for (JsonObject event : events) {
      if (event.getValue("data") instanceof JsonObject data && data.containsKey("leg")) {
        legs.computeIfAbsent(data.getString("leg"), leg -> new ArrayList<>()).add(event);
      } else {
        ordered.add(event);
      }
    }
    legs.values().forEach(stages -> ordered.addAll(1, stages));
    return ordered;
  }
}
