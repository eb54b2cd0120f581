package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.LinkStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A proxy whose processes are stopped, and go on later. How long they are: {@code
 * -Dcallapi.live.stopped=30}, in seconds.
 */
@LiveProxy
class LiveStoppedProxyIT {

  private static final Duration STOPPED =
      Duration.ofSeconds(Integer.getInteger("callapi.live.stopped", 12));
  private static final Duration NOTICED = Duration.ofSeconds(6);
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final Duration AT_ONCE = Duration.ofMillis(500);
  private static final int PROXY_DOWN = -32_003;

  private OpenSipsProcess proxy;
  private LiveServer server;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, LiveServer server, LiveCalls calls) {
    this.proxy = proxy;
    this.server = server;
    this.calls = calls;
  }

  /** Whatever has gone wrong: whoever cleans up asks the proxy. */
  @AfterEach
  void goOn() {
    proxy.resume();
  }

  @Test
  void refusesCommandsAtOnceWhileItIsStoppedAndGoesOnAfterwards() throws Exception {
    String callId = calls.establish("alice", "bob");
    proxy.pause();
    LinkStatus down = awaitLink(State.DOWN, NOTICED);
    CommandRun refused = calls.start("alice", "bob").awaitRefusal();
    staysDown();
    proxy.resume();
    awaitLink(State.UP, BACK);
    CommandRun hold = calls.command("CallHold", callId).awaitEnd();
    CommandRun start = calls.start("carol", "dave").awaitEnd();
    CommandRun end = calls.command("CallEnd", callId).awaitEnd();
    calls.leaves(start.data("CalleeAnswered").getString("callid"));

    assertThat(down.reason()).startsWith("No reply to management requests");
    assertThat(refused.refusal()).isEqualTo(PROXY_DOWN);
    assertThat(refused.timeTo("Refused")).isLessThan(AT_ONCE);
    assertThat(hold.events()).doesNotContain("Error");
    assertThat(end.events()).containsExactly("Started", "Ended");
  }

  private LinkStatus awaitLink(State state, Duration atMost) {
    return await("the link is " + state)
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(20))
        .until(server::link, link -> link.state() == state);
  }

  /** For as long as it is stopped; by now some of the time has passed. */
  private void staysDown() {
    await("the link stays down")
        .during(STOPPED.minus(NOTICED))
        .atMost(STOPPED)
        .until(() -> !server.link().isUsable());
  }
}
