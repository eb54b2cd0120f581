package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server hears of calls for as long as it runs, by one subscription for each event. */
class SubscriptionsAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final Duration EXPIRE = Duration.ofSeconds(2); // the shortest that can be set

  @RegisterExtension
  final CallApiServer server = CallApiServer.on("3.6.8").with("events.expire", "2s");

  @Test
  void areRenewedBeforeTheyExpire() {
    server.client().run("CallStart", ALICE, BOB).succeeds();
    long begin = System.nanoTime();

    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              assertThat(server.simulator().subscribers()).hasSize(3);
              return Duration.ofNanos(System.nanoTime() - begin).compareTo(EXPIRE) > 0
                  && subscriptions().size() >= 4 * 3;
            });

    server.client().run("CallStart", ALICE, BOB).succeeds();
  }

  @Test
  void areOneForEachEventAndGoToOneSocket() {
    server.with("events.expire", "120s");
    for (int i = 0; i < 3; i++) {
      Client client = server.newClient();
      String call = client.run("CallStart", ALICE, BOB).succeeds().callId();
      client.run("CallHold", call).succeeds();
      client.run("CallEnd", call).succeeds();
    }

    assertThat(subscriptions())
        .extracting(params -> params.getString("event"))
        .containsExactlyInAnyOrder("E_CALL_TRANSFER", "E_CALL_HOLD", "E_DLG_STATE_CHANGED");
    assertThat(subscriptions())
        .extracting(params -> params.getString("socket"))
        .containsOnly(subscriptions().get(0).getString("socket"));
    assertThat(server.simulator().subscribers()).hasSize(3);
  }

  @Test
  void comeBackAfterARestartOfTheProxy() {
    server.client().run("CallStart", ALICE, BOB).succeeds();

    server.simulator().restart();

    assertThat(server.simulator().subscribers()).isEmpty();
    await().atMost(EXPIRE).until(() -> server.simulator().subscribers().size() == 3);
    Run run = server.client().run("CallStart", ALICE, BOB).succeeds();
    server.simulator().isLeftWith(run.callId());
  }

  private List<JsonObject> subscriptions() {
    return server.simulator().requests("event_subscribe").stream()
        .map(request -> request.getJsonObject("params"))
        .toList();
  }
}
