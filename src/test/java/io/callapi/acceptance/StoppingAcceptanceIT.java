package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that stops takes nothing new on, brings to an end what runs, and says goodbye. */
class StoppingAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  @Test
  void refusesNewCommandsWhileOthersRun() {
    server.with("deadlines.stop", "3s").timing(t -> t.withRing(Duration.ofSeconds(1)));
    Client client = server.client();
    Run running = client.start("CallStart", ALICE, BOB).reaches("TransferStart");

    Future<Void> stopping = server.beginToStop();
    await().until(() -> client.ask("Echo", "x").containsKey("error"));
    for (int i = 0; i < 10; i++) {
      String id = "late-" + i;
      JsonObject error =
          client.ask("Echo", new JsonObject().put("cmd_id", id)).getJsonObject("error");
      assertThat(error.getInteger("code")).isEqualTo(-32004);
      assertThat(error.getJsonObject("data").getString("cmd_id")).isEqualTo(id);
    }

    running.succeeds();
    CallApiServer.stopped(stopping);
    server.simulator().isLeftWith(running.callId());
  }

  @Test
  void endsRunningCommandsWhenTheirTimeIsUp() {
    server.with("deadlines.stop", "200ms");
    Client client = server.client();
    Run first = client.start("CallStart", ALICE, phone("noanswer")).reaches("TransferPending");
    Run second = server.newClient().start("CallStart", phone("noanswer"), BOB);
    await().until(() -> server.simulator().dialogs().size() == 3);

    server.stop();

    for (Run run : new Run[] {first, second}) {
      run.endsWithin(Duration.ofSeconds(5));
      assertThat(run.failure()).map(Failure::reason).contains("The server is stopping");
    }
    server.simulator().isLeftWith();
  }

  @Test
  void saysGoodbyeToEveryClientAndKeepsTheCalls() {
    Client one = server.client();
    Client two = server.newClient();
    String call = one.run("CallStart", ALICE, BOB).succeeds().callId();

    server.stop();

    assertThat(one.closeCode()).isEqualTo((short) 1001);
    assertThat(two.closeCode()).isEqualTo((short) 1001);
    server.simulator().isLeftWith(call);
  }

  @Test
  void endsItsSubscriptions() {
    server.client().run("CallStart", ALICE, BOB).succeeds();
    assertThat(server.simulator().subscribers()).hasSize(3);

    server.stop();

    assertThat(server.simulator().subscribers()).isEmpty();
  }
}
