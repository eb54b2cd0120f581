package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.simulator.SimulatorTiming;
import io.callapi.sip.Leg;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subscriber has what the proxy has at each quiet moment, whatever was lost on the way. */
class CallsUnderLossAcceptanceIT {

  private static final int ROUNDS = 3;
  private static final int STEPS = 30;

  @RegisterExtension
  final CallApiServer server =
      CallApiServer.on("3.6.8").timing(SimulatorTiming::withoutDelays).onWire();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void hasTheCallsOfTheProxyAtQuietMomentsThoughEventsAreLost(long seed) {
    Random random = new Random(seed);
    Random losses = new Random(seed);
    server.client().run("Echo", "up");
    CallsView view = CallsView.of(server.client(), new JsonObject());

    for (int round = 0; round < ROUNDS; round++) {
      server
          .wire()
          .loseEvents(
              event ->
                  event.getString("method", "").equals("E_DLG_STATE_CHANGED")
                      && losses.nextInt(3) == 0);
      for (int i = 0; i < STEPS; i++) {
        step(random);
      }
      server.wire().loseEvents(null);

      // A list each five seconds, and a look at what is missing there.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(states(view)).isEqualTo(ofProxy()));
    }
    assertThat(view.notifications()).noneMatch(each -> "Resynced".equals(each.getString("event")));
  }

  private void step(Random random) {
    var calls = server.simulator().callIds();
    if (calls.size() < 5 || random.nextInt(5) < 3) {
      server.simulator().placeCall(phone("a" + random.nextInt(9)), phone("b" + random.nextInt(9)));
    } else {
      Leg leg = random.nextBoolean() ? Leg.CALLER : Leg.CALLEE;
      server.simulator().hangUp(calls.get(random.nextInt(calls.size())), leg);
    }
  }

  private Map<String, String> ofProxy() {
    return new TreeMap<>(
        server.simulator().dialogs().stream()
            .collect(Collectors.toMap(call -> call.callId().value(), call -> call.fromUri())));
  }

  private static Map<String, String> states(CallsView view) {
    Map<String, String> callers = new TreeMap<>();
    view.calls()
        .forEach(
            (id, call) -> {
              assertThat(call.getString("state")).isEqualTo("answered");
              callers.put(id, call.getString("caller", "not known"));
            });
    return callers;
  }
}
