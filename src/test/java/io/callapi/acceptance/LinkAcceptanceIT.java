package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The link to the proxy is never silently dead. */
class LinkAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final int PROXY_DOWN = -32003;

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  @Test
  void refusesCommandsAtOnceWhileTheProxyIsSilentAndTakesThemSoonAfter() {
    server.client().run("CallStart", ALICE, BOB).succeeds();
    server.simulator().pause();

    await().atMost(Duration.ofMillis(5500)).until(() -> refusal() != null);

    JsonObject data = refusal().getJsonObject("data");
    assertThat(data.getString("proxy")).isEqualTo("default");
    assertThat(data.getInteger("retry_after_ms")).isBetween(500, 625);
    assertThat(data.getString("reason")).isNotBlank();

    server.simulator().resume();

    await().atMost(Duration.ofSeconds(5)).until(() -> refusal() == null);
    server.client().run("CallStart", ALICE, BOB).succeeds();
  }

  @Test
  void endsARunningCommandOfASilentProxyWithinTenSeconds() {
    Run run = server.client().start("CallStart", phone("noanswer"), BOB);
    await().until(() -> !server.simulator().requests("t_uac_dlg").isEmpty());
    server.simulator().pause();

    run.endsWithin(Duration.ofSeconds(10));

    assertThat(run.failure().orElseThrow().source()).isEqualTo("proxy");
    server.simulator().resume();
    server.simulator().isLeftWith();
  }

  @Test
  void letsARunningCommandGoOnAfterAShortSilence() {
    Run run = server.client().start("CallStart", ALICE, phone("slow"));
    run.reaches("TransferStart");
    server.simulator().pause();
    await().atMost(Duration.ofSeconds(6)).until(() -> refusal() != null);

    server.simulator().resume();

    run.succeeds();
    assertThat(run.events()).endsWith("CalleeAnswered", "Ended");
    server.simulator().isLeftWith(run.callId());
  }

  @Test
  void settlesRunningCommandsWhenTheProxyHasRestarted() {
    String call = server.simulator().placeCall(ALICE, BOB);
    Run run = server.client().start("CallBlindTransfer", call, "callee", phone("noanswer"));
    run.reaches("TransferPending");
    server.simulator().restart();

    run.endsWithin(Duration.ofSeconds(10));

    assertThat(run.failure()).isPresent();
    server.client().run("CallStart", ALICE, BOB).succeeds();
  }

  @Test
  void endsTheFirstCallAfterTheNetworkWasCutFromItsSuccessOn() {
    server.onWire();
    Run run = server.client().start("CallStart", ALICE, BOB);
    run.reaches("CalleeAnswered");
    server.wire().cut(true);
    run.ends();

    server.wire().cut(false);

    await()
        .atMost(Duration.ofSeconds(8))
        .untilAsserted(() -> server.simulator().isLeftWith(run.callId()));
  }

  @Test
  void resumesACallThatAStoppedProxyHoldsLate() {
    String call = server.simulator().placeCall(ALICE, BOB);
    server.client().run("Echo", "ready").succeeds();
    server.simulator().pause();
    Run run = server.client().start("CallHold", call).ends();
    assertThat(run.failure()).isPresent();

    server.simulator().resume();

    await()
        .atMost(Duration.ofSeconds(15))
        .during(Duration.ofSeconds(2))
        .until(() -> server.simulator().dialog(call).heldLegs().isEmpty());
    assertThat(server.simulator().requests("call_hold")).isNotEmpty();
  }

  @Test
  void isDownWhenEventsDoNotArriveAnyMore() {
    server.onWire().with("events.expire", "3s");
    server.client().run("CallStart", ALICE, BOB).succeeds();
    server.wire().loseEvents("E_CALL_HOLD", Map.of());

    await().atMost(Duration.ofSeconds(10)).until(() -> refusal() != null);

    assertThat(refusal().getJsonObject("data").getString("reason")).contains("no event arrives");
  }

  @Test
  void noticesARestartByTheUptimeAlone() {
    server.client().run("CallStart", ALICE, BOB).succeeds();
    // The time since when a proxy has been running is in whole seconds.
    await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
    server.simulator().restart();

    await().atMost(Duration.ofSeconds(3)).until(() -> server.simulator().subscribers().size() == 3);
    server.client().run("CallStart", ALICE, BOB).succeeds();
  }

  @Test
  void namesTheModuleThatIsMissing() {
    server.without("callops");

    assertThat(refusal().getJsonObject("data").getString("reason"))
        .contains("loadmodule \"callops.so\"");
  }

  private JsonObject refusal() {
    JsonObject error =
        server
            .client()
            .ask("CallEnd", new JsonObject().put("callid", "nowhere"))
            .getJsonObject("error");
    assertThat(error == null ? PROXY_DOWN : error.getInteger("code")).isEqualTo(PROXY_DOWN);
    return error;
  }
}
