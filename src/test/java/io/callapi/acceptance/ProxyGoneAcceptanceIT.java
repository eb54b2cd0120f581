package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A proxy falls silent while one command of each kind runs on it: they end as the rows of
 * docs/protocol.md say, with the deadlines that a server has by default.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyGoneAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");
  private static final String NOANSWER = phone("noanswer");

  @RegisterExtension
  final CallApiServer server =
      CallApiServer.on("3.6.8").onWire().timing(FailureScene::patientProxy);

  private final List<String> calls = new ArrayList<>();
  private final Map<String, Run> runs = new HashMap<>();

  @BeforeAll
  void proxyFallsSilent() {
    loseOneEventOf("hold");
    loseOneEventOf("unhold");
    String held = place(ALICE, BOB);
    server.simulator().hold(held);
    String ending = server.simulator().placeCall(ALICE, BOB);
    start("CallStart", ALICE, NOANSWER).reaches("TransferPending");
    start("CallBlindTransfer", place(ALICE, BOB), "callee", NOANSWER).reaches("TransferPending");
    String callB = place(NOANSWER, CAROL);
    start("CallAttendedTransfer", place(ALICE, BOB), "callee", callB, "caller")
        .reaches("TransferPending");
    start("CallHold", place(ALICE, BOB)).reaches("CallHoldSuccessful");
    start("CallUnhold", held).reaches("CallUnholdSuccessful");

    server.simulator().pause();

    // By default a call is given about as long to end as the link is to show that it is dead.
    await().until(() -> server.wire().unanswered("uptime") > 1);
    start("CallEnd", ending);
    runs.values().forEach(Run::ends);
  }

  /** Otherwise the phones would have agreed before the proxy falls silent. */
  private void loseOneEventOf(String action) {
    server
        .wire()
        .loseEvents("E_CALL_HOLD", Map.of("leg", "callee", "action", action, "state", "ok"));
  }

  private String place(String from, String to) {
    String call = server.simulator().placeCall(from, to);
    calls.add(call);
    return call;
  }

  private Run start(String method, String... arguments) {
    Run run = server.client().start(method, arguments);
    runs.put(method, run);
    return run;
  }

  @Test
  @DisplayName("CallStart: the proxy is gone")
  void start(TestInfo test) {
    assertFails("CallStart", test);
  }

  @Test
  @DisplayName("CallBlindTransfer: the proxy is gone")
  void blindTransfer(TestInfo test) {
    assertFails("CallBlindTransfer", test);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the proxy is gone")
  void attendedTransfer(TestInfo test) {
    assertFails("CallAttendedTransfer", test);
  }

  @Test
  @DisplayName("CallHold: the proxy is gone")
  void hold(TestInfo test) {
    assertFails("CallHold", test);
  }

  @Test
  @DisplayName("CallUnhold: the proxy is gone")
  void unhold(TestInfo test) {
    assertFails("CallUnhold", test);
  }

  @Test
  @DisplayName("CallEnd: the proxy is gone")
  void end(TestInfo test) {
    assertFails("CallEnd", test);
  }

  private void assertFails(String method, TestInfo test) {
    FailureTable.find(test.getDisplayName())
        .orElseThrow()
        .describes(Objects.requireNonNull(runs.get(method)), server);
  }

  @Test
  void endsTheCallsThatWereBegunOnceTheProxyIsBack() {
    server.simulator().resume();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(server.simulator().callIds())
                    .containsExactlyInAnyOrderElementsOf(calls));
  }
}
