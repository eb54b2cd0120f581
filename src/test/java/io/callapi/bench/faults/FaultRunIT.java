package io.callapi.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.fault.FaultListener;
import io.callapi.fault.FaultPlan;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultRunIT {

  private final Vertx vertx = Vertx.vertx();
  private final Results results = new Results(new Trace(""));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void commandsEndWithTheTruthInANetworkThatLosesDoublesAndReorders() {
    FaultBox box =
        new FaultBox(
            vertx,
            SimulatorOptions.defaults(),
            Transports.DATAGRAMS,
            new CallFlows(),
            FaultListener.NONE);
    Promise<Object> done = Promise.promise();

    vertx
        .getOrCreateContext()
        .runOnContext(v -> box.start().compose(up -> run(box)).<Object>mapEmpty().onComplete(done));
    done.future().await();

    assertThat(results.violations()).isEmpty();
    assertThat(results.successRate()).isGreaterThanOrEqualTo(0.95);
  }

  private Future<?> run(FaultBox box) {
    FaultPlan plan =
        FaultPlan.clean(1).withDrop(0.1).withDuplicate(0.05).withLate(1, Duration.ofMillis(300));
    return new FaultRun(vertx, box, results, 1, 150).run(new Network(plan, 0), 40);
  }
}
