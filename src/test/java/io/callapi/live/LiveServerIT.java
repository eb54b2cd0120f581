package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server stands what clients and proxies do to it. */
@LiveProxy
class LiveServerIT {

  private static final int ECHOES = 2000;

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private LiveServer server;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, LiveServer server, LiveCalls calls) {
    this.proxy = proxy;
    this.phones = phones;
    this.server = server;
    this.calls = calls;
  }

  @Test
  void answersTwoThousandCommandsInARow() {
    for (int i = 0; i < ECHOES; i++) {
      CommandRun run = calls.client().send("Echo", JsonObject.of("number", i)).awaitEnd();

      assertThat(run.events()).containsExactly("Started", "Reply", "Ended");
      assertThat(run.data("Reply").getInteger("number")).isEqualTo(i);
    }
  }

  @Test
  void stopsRingingWhenTheClientHasGoneAndCancelsThen() throws Exception {
    try (LiveServer cancelling = LiveServer.startCancelling(proxy)) {
      cancelling.awaitSubscribed();
      CommandRun run = ringing(LiveClient.connect(cancelling.port()));

      await().until(() -> phones.phone("noanswer").hasReceived("CANCEL", run.cmdId()));
      assertThat(run.events()).containsExactly("Started");
      await().until(() -> proxy.dialogs().isEmpty());
    }
  }

  private CommandRun ringing(LiveClient client) {
    CommandRun run = calls.start(client, "noanswer", "bob");
    await().until(() -> phones.phone("noanswer").hasReceived("INVITE", run.cmdId()));
    client.vanish();
    return run;
  }

  @Test
  void finishesACallWithoutTheClientThatStartedIt() {
    LiveClient client = LiveClient.connect(server.port());
    calls.start(client, "alice", "bob").await("CallerAnswered");
    client.vanish();

    await().until(() -> !phones.phone("bob").dialogs().isEmpty());
    calls.leaves(phones.phone("bob").dialogs().get(0).callId());
  }

  @Test
  void tellsTheClientWhenTheProxyDiesUnderACommand() throws Exception {
    CommandRun run = calls.start("noanswer", "bob");
    await().until(() -> phones.phone("noanswer").hasReceived("INVITE", run.cmdId()));
    proxy.kill();
    run.awaitEnd();
    proxy.restart();

    assertThat(run.events()).containsExactly("Started", "Error", "Ended");
    assertThat(run.cause().getString("source")).isEqualTo("timeout");
  }

  @Test
  void startsCallsAgainSecondsAfterTheProxyIsBack() throws Exception {
    proxy.kill();
    proxy.restart();
    await().atMost(Duration.ofSeconds(5)).untilAsserted(server::awaitSubscribed);
    CommandRun run = calls.start("alice", "bob").awaitEnd();
    calls.leaves(run.data("CalleeAnswered").getString("callid"));

    assertThat(run.events()).doesNotContain("Error");
  }
}
