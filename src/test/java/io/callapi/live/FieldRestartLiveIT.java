package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server is killed and started again; the calls of the proxy are its memory. */
@LiveProxy(ProxyVariant.LONG_RINGING)
class FieldRestartLiveIT {

  private static final Duration AFTER_LINK_UP = Duration.ofSeconds(5);
  private static final Duration FORGOTTEN = Duration.ofSeconds(40);

  @TempDir private Path directory;

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private LiveCalls calls;
  private ServerProcess server;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, LiveCalls calls) throws IOException {
    this.proxy = proxy;
    this.phones = phones;
    this.calls = calls;
    this.server = ServerProcess.start(directory, proxy);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandRun start(String cmdId, String caller, String callee) {
    return new LiveCommands(server.connect(), phones).start(cmdId, caller, callee);
  }

  private static String newId() {
    return "restart-" + PhoneLine.token();
  }

  @Test
  void endsTheSilentFirstLegThatAKilledServerHasLeft() throws Exception {
    String others = calls.establish("alice", "bob");
    calls.leavesCallOf(others, "alice", "bob");
    CommandRun run = start(newId(), "refmute", "carol").await("Transferring");

    server.kill();
    assertThat(phones.parties(run.cmdId())).containsExactly("refmute");
    server.restart();

    awaitNoTraceOf(run.cmdId());
    assertThat(phones.phone("refmute").hasReceived("BYE", run.cmdId())).isTrue();
  }

  @Test
  void stopsThePhoneThatRingsForAKilledServer() throws Exception {
    String id = newId();
    start(id, "noanswer", "carol");
    await().until(() -> phones.phone("noanswer").hasReceived("INVITE", id));

    server.kill();
    server.restart();

    awaitNoTraceOf(id);
    assertThat(phones.phone("noanswer").hasReceived("CANCEL", id)).isTrue();
  }

  private void awaitNoTraceOf(String callId) {
    await()
        .atMost(AFTER_LINK_UP)
        .until(
            () ->
                proxy.dialogs().stream().noneMatch(d -> d.getString("callid").equals(callId))
                    && phones.parties(callId).isEmpty());
  }

  @Test
  void tellsAtOnceWhatThereIsOfACallStartThatAKilledServerHasFinished() throws Exception {
    String id = newId();
    String call = start(id, "alice", "bob").awaitEnd().newCall();
    calls.leavesCallOf(call, "alice", "bob");

    server.kill();
    server.restart();
    CommandRun again = start(id, "alice", "bob").awaitEnd();

    assertNothingStartedAgain(again, call, "alice", "bob");
  }

  @Test
  void tellsLongAfterwardsWhatThereIsOfACallStartThatAKilledServerHasFinished() throws Exception {
    String id = newId();
    String call = start(id, "alice", "bob").awaitEnd().newCall();
    calls.leavesCallOf(call, "alice", "bob");

    server.kill();
    await().atMost(FORGOTTEN).until(() -> !proxy.allCallIds().contains(id));
    server.restart();
    CommandRun again = start(id, "alice", "bob").awaitEnd();

    assertNothingStartedAgain(again, call, "alice", "bob");
  }

  private void assertNothingStartedAgain(
      CommandRun again, String call, String caller, String callee) {
    if (again.hasFailed()) {
      assertThat(again.error()).containsIgnoringCase("exists");
    } else {
      assertThat(again.newCall()).isEqualTo(call);
      assertThat(again.events()).startsWith("Started").endsWith("CalleeAnswered", "Ended");
    }
    assertThat(phones.phone(caller).timesCalled()).isOne();
    assertThat(phones.phone(callee).timesCalled()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slow", "challengeslow"})
  void makesNoSecondCallWhileTheOneOfAKilledServerRings(String callee) throws Exception {
    String id = newId();
    start(id, "alice", callee).await("TransferStart");

    server.kill();
    server.restart();
    CommandRun again = start(id, "alice", callee).awaitEnd();
    phones.awaitCallBetween("alice", callee);
    String call = phones.phone(callee).dialogs().get(0).callId();
    calls.leavesCallOf(call, "alice", callee);

    if (!again.hasFailed()) {
      assertThat(again.newCall()).isEqualTo(call);
    }
    assertThat(phones.phone("alice").timesCalled()).isOne();
  }
}
