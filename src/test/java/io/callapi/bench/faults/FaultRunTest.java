package io.callapi.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.fault.FaultListener;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultRunTest {

  private final Vertx vertx = Vertx.vertx();
  private final Results results = new Results(new Trace(""));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void findsNothingToComplainAboutInAGoodNetwork() {
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
    assertThat(results.failures()).isEmpty();
    assertThat(results.byMethod()).hasSize(7);
    assertThat(results.successRate()).isEqualTo(1);
  }

  private Future<?> run(FaultBox box) {
    return new FaultRun(vertx, box, results, 1, 150).run(Network.clean(1), 20);
  }
}
