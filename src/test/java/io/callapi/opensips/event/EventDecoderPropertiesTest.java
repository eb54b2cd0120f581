package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.jsonrpc.JsonTexts;
import io.callapi.opensips.EventNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes to the port for events is an event or is said not to be one. */
class EventDecoderPropertiesTest {

  private final EventDecoder decoder = new EventDecoder();

  private void expectAnEventOrItsRefusal(String text) {
    try {
      assertThat(decoder.decode(text).callId().value()).isNotEmpty();
    } catch (UnreadableEventException e) {
      assertThat(e.getMessage()).isNotNull();
    }
  }

  @Property
  void readsAnyBytesOrRefusesThem(@ForAll byte[] bytes) {
    expectAnEventOrItsRefusal(new String(bytes, StandardCharsets.UTF_8));
  }

  @Property
  void readsAnyJsonOrRefusesIt(@ForAll("json") String json) {
    expectAnEventOrItsRefusal(json);
  }

  @Property
  void readsAnythingLikeAnEventOrRefusesIt(@ForAll("events") String event) {
    expectAnEventOrItsRefusal(event);
  }

  @Provide
  Arbitrary<String> json() {
    return JsonTexts.values();
  }

  @Provide
  Arbitrary<String> events() {
    Arbitrary<String> methods =
        Arbitraries.oneOf(
            Arbitraries.of(EventNames.ALL).map(JsonTexts::quoted), JsonTexts.values());
    Arbitrary<String> names =
        Arbitraries.of(
                List.of(
                    "callid",
                    "new_state",
                    "state",
                    "status",
                    "leg",
                    "action",
                    "destination",
                    "transfer_callid"))
            .map(JsonTexts::quoted);
    Arbitrary<String> likely =
        Arbitraries.of("\"ok\"", "\"hold\"", "\"caller\"", "\"call-1\"", "4", "null");
    Arbitrary<String> params =
        JsonTexts.object(names, Arbitraries.oneOf(likely, likely, JsonTexts.values()));
    return Combinators.combine(methods, params)
        .as((method, values) -> "{\"method\":" + method + ",\"params\":" + values + "}");
  }
}
