package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.Arrival;
import io.callapi.proxy.CallEvent;
import io.callapi.sip.CallId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIntakeTest {

  private static final String RINGING =
      """
      {"jsonrpc":"2.0","method":"E_DLG_STATE_CHANGED","params":{"id":"47.2343e03",\
      "db_id":"498267468850","callid":"wy2n43hrhn5u@ua.py","from_tag":"2dvqjm3yv1",\
      "to_tag":"537b2sto8a","old_state":1,"new_state":2}}""";

  private final List<CallEvent> events = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final EventIntake intake =
      new EventIntake("p", new DuplicateFilter(true, System::nanoTime), events::add, arrivals::add);

  @Test
  void passesAnEventOnOnceThoughItComesBothWays() {
    intake.onDatagram(RINGING);
    intake.onObject(new JsonObject(RINGING));

    assertThat(events).hasSize(1);
    assertThat(intake.unreadable()).isZero();
  }

  @Test
  void tellsByWhichWaysAnEventForProofHasCome() {
    CallId probe = Arrival.newProbe();
    String event =
        "{\"method\":\"E_CALL_HOLD\",\"params\":{\"callid\":\"%s\",\"leg\":\"call-api-probe\","
            + "\"action\":\"hold\",\"state\":\"start\"}}";
    intake.onDatagram(event.formatted(probe));
    intake.onObject(new JsonObject(event.formatted(probe)));

    assertThat(arrivals)
        .containsExactly(new Arrival.Probe(probe, "udp"), new Arrival.Probe(probe, "tcp"));
    assertThat(events).isEmpty();
  }

  /** A client may choose any Call-ID, and knows none of a probe. */
  @Test
  void takesNoCallOfAClientForAProbe() {
    intake.onDatagram(RINGING.replace("wy2n43hrhn5u@ua.py", "call-api-probe-1"));
    intake.onDatagram(
        "{\"method\":\"E_CALL_HOLD\",\"params\":{\"callid\":\"call-api-probe-1\","
            + "\"leg\":\"caller\",\"action\":\"hold\",\"state\":\"start\"}}");

    assertThat(arrivals).isEmpty();
    assertThat(events).hasSize(2);
  }

  @Test
  void givesProbesACallIdThatIsAnotherInEachProcess() {
    assertThat(Arrival.PROBE).hasSizeGreaterThan("call-api-probe-".length() + 30);
  }

  @Test
  void tellsDialogsWithTheSameCallIdApart() {
    intake.onDatagram(RINGING);
    intake.onDatagram(RINGING.replace("47.2343e03", "48.1"));

    assertThat(events).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "null",
        "{}",
        "{\"method\":null}",
        "{\"method\":null,\"params\":{}}",
        "{\"method\":{},\"params\":[]}",
        "{\"method\":\"E_OTHER\",\"params\":{}}",
        "{\"method\":\"E_CALL_HOLD\"}",
        "{\"method\":\"E_CALL_HOLD\",\"params\":[]}",
        "{\"method\":\"E_CALL_HOLD\",\"params\":{\"callid\":null,\"state\":null,\"leg\":5}}",
        "{\"method\":\"E_CALL_TRANSFER\",\"params\":{\"callid\":{},\"state\":\"ok\"}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"new_state\":null,\"callid\":\"a\"}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"new_state\":\"2\",\"callid\":\"a\"}}",
        "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"new_state\":2,\"callid\":null}}"
      })
  void countsWhatItCannotRead(String text) {
    intake.onDatagram(text);

    assertThat(events).isEmpty();
    assertThat(intake.unreadable()).isEqualTo(1);
  }
}
