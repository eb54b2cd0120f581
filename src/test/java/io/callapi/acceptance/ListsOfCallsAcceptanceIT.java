package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.simulator.SimulatorTiming;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A list of all calls is long: those who wait share one, and it is read once a second at most. */
class ListsOfCallsAcceptanceIT {

  private static final int CALLS = Integer.getInteger("callapi.calls", 500);
  private static final int TRANSFERS = 100;

  @RegisterExtension
  final CallApiServer server =
      CallApiServer.on("3.6.8")
          .timing(SimulatorTiming::withoutDelays)
          .with("deadlines.transfer_start", "4s");

  @Test
  void manyTransfersThatWaitReadOneListASecondAtMost() {
    IntStream.range(0, CALLS).forEach(i -> server.simulator().placeCall(phone("a"), phone("b")));
    List<String> calls =
        IntStream.range(0, TRANSFERS)
            .mapToObj(i -> server.simulator().placeCall(phone("alice"), phone("refmute")))
            .toList();
    server.client().run("Echo", "up"); // the link is
    long before = lists();
    long begun = System.nanoTime();

    List<Run> transfers =
        calls.stream()
            .map(call -> server.client().start("CallBlindTransfer", call, "callee", phone("carol")))
            .toList();
    transfers.forEach(Run::ends);

    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    assertThat(lists() - before).isBetween(1L, seconds + 1);
  }

  /** Each begins with its first page. */
  private long lists() {
    return server.simulator().requests("dlg_list").stream()
        .map(request -> request.getJsonObject("params"))
        .filter(params -> params.getInteger("index", -1) == 0)
        .count();
  }
}
