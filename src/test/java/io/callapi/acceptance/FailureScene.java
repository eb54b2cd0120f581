package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;

import io.callapi.simulator.SimulatorTiming;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server with short deadlines, though none that a busy machine misses, and the row of the table
 * in docs/protocol.md that has the name of the test: every command ends as that says, and with
 * nothing left over.
 */
final class FailureScene implements BeforeEachCallback, AfterEachCallback {

  private static final String CAROL = phone("carol");

  private final CallApiServer server =
      CallApiServer.on("3.6.8")
          .timing(t -> t.withTimeouts(Duration.ofMillis(300), Duration.ofMillis(400)))
          .with("mi.timeout", "1500ms")
          .with("mi.invite_timeout", "4s")
          .with("deadlines.transfer_start", "1500ms")
          .with("deadlines.hold", "1500ms")
          .with("deadlines.end", "3s");

  private Optional<FailureTable.Row> row = Optional.empty();

  /** A proxy that lets phones ring for longer than a test takes. */
  static SimulatorTiming patientProxy(SimulatorTiming timing) {
    return timing.withTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1));
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    row = FailureTable.find(test.getDisplayName());
  }

  @Override
  public void afterEach(ExtensionContext test) throws TimeoutException {
    server.afterEach(test);
  }

  CallApiServer server() {
    return server;
  }

  Run run(String method, String... arguments) {
    return server.client().run(method, arguments);
  }

  /** The client leaves when its command has come that far; the end, as it is told after that. */
  Run clientLeavesAt(String event, String method, String... arguments) {
    Client leaving = anotherClient();
    Run left = leaving.start(method, arguments).reaches(event);
    leaving.leave();
    return resumed(left, method, arguments);
  }

  /** The client leaves before the proxy has done anything for it. */
  Run clientLeavesAtOnce(String method, String... arguments) {
    server.simulator().pause();
    Client leaving = anotherClient();
    Run left = leaving.start(method, arguments);
    leaving.leave();
    server.simulator().resume();
    return resumed(left, method, arguments);
  }

  /** Not the first one: that stays. */
  private Client anotherClient() {
    server.client();
    return server.newClient();
  }

  /** The same command, asked for once more by a client that has come back. */
  private Run resumed(Run left, String method, String... arguments) {
    JsonObject again = Client.parameters(method, arguments).put("cmd_id", left.cmdId());
    return anotherClient().start(method, again).ends();
  }

  /** The command has ended as the row says. */
  void assertFails(Run run) {
    row.orElseThrow().describes(run, server);
  }

  /** The call is up, and alone; its other phone can be transferred, and then that call is. */
  void assertIsStillTransferable(String call) {
    server.simulator().isLeftWith(call);
    Run again = run("CallBlindTransfer", call, "caller", CAROL).succeeds();
    server.simulator().isLeftWith(again.callId());
  }

  /** The calls are up, and no others; they can be joined, and then the new one is. */
  void assertCanBeJoined(String callA, String leg, String callB) {
    server.simulator().isLeftWith(callA, callB);
    Run again = run("CallAttendedTransfer", callA, leg, callB, "callee").succeeds();
    server.simulator().isLeftWith(again.callId());
  }
}
