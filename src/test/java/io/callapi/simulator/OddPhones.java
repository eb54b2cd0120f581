package io.callapi.simulator;

import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A simulated proxy with phones of odd habits, and a client of its management interface. */
@ExtendWith(VertxExtension.class)
abstract class OddPhones {

  private static final SimulatorTiming QUICK =
      SimulatorTiming.defaults()
          .withoutDelays()
          .withTimeouts(Duration.ofMillis(200), Duration.ofMillis(400))
          .withLateness(Duration.ofMillis(20), Duration.ofMillis(60));

  SimulatedOpenSips simulator;
  MiClient client;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = new SimulatedOpenSips(SimulatorOptions.defaults().withTiming(QUICK));
    vertx.deployVerticle(simulator).await();
    client = new MiClient(simulator, vertx);
    client.subscribe("E_DLG_STATE_CHANGED", "E_CALL_TRANSFER", "E_CALL_HOLD");
  }

  static SipUri phone(String user) {
    return new SipUri("sip:" + user + "@127.0.0.1:5072");
  }

  final String call(String from, String to) {
    return simulator.placeCall(phone(from), phone(to)).await().value();
  }

  /** Asks the callee of a call to call somebody; the answer to the REFER. */
  final int refer(String callId, String to) {
    String id = simulator.dialogs().get(0).dialogId();
    String target = "Refer-To: <" + phone(to).value() + ";osid=" + id + ">\r\n";
    return ((JsonObject)
            client.result(
                "dlg_send_sequential",
                "callid",
                callId,
                "method",
                "REFER",
                "mode",
                "callee",
                "body",
                "none",
                "headers",
                target))
        .getInteger("Code");
  }

  final String callBesides(String callId) {
    return simulator.dialogs().stream()
        .map(call -> call.callId().value())
        .filter(other -> !other.equals(callId))
        .findFirst()
        .orElseThrow();
  }

  final List<String> transferNews(int count) {
    return client.events("E_CALL_TRANSFER", count).stream()
        .map(event -> event.getString("state") + " " + event.getString("status"))
        .map(String::strip)
        .toList();
  }
}
