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
  private static final int PROXY_DOWN = -32_003;

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
      cancelling.awaitLink();
      LiveClient client = LiveClient.connect(cancelling.port());
      CommandRun run = ringing(client);
      client.vanish();

      await().until(() -> phones.phone("noanswer").hasReceived("CANCEL", run.cmdId()));
      await().until(() -> proxy.dialogs().isEmpty());
    }
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
  void endsACommandWhoseProxyDiesAndRefusesTheNext() throws Exception {
    CommandRun run = ringing(calls.client());
    proxy.kill();
    run.awaitEnd();
    CommandRun next = calls.start("alice", "bob").awaitRefusal();
    proxy.restart();

    assertThat(run.events()).containsExactly("Started", "Error", "Ended");
    assertThat(run.cause().getString("source")).isEqualTo("proxy");
    assertThat(next.refusal()).isEqualTo(PROXY_DOWN);
  }

  @Test
  void startsCallsAgainRightAfterTheProxyHasRestarted() throws Exception {
    proxy.awaitASecondOfAge();
    CommandRun lost = ringing(calls.client());
    proxy.kill();
    proxy.restart();
    lost.awaitEnd();
    server.awaitLink();
    CommandRun next = calls.start("alice", "bob").awaitEnd();
    calls.leaves(next.data("CalleeAnswered").getString("callid"));

    assertThat(lost.error()).isEqualTo("The proxy has restarted");
    assertThat(lost.timeTo("Ended")).isLessThan(Duration.ofSeconds(7));
    assertThat(next.events()).doesNotContain("Error");
  }

  /** A CallStart whose first phone rings and rings. */
  private CommandRun ringing(LiveClient client) {
    CommandRun run = calls.start(client, "noanswer", "bob");
    await().until(() -> phones.phone("noanswer").hasReceived("INVITE", run.cmdId()));
    return run;
  }
}
