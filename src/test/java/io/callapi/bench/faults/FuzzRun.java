package io.callapi.bench.faults;

import io.callapi.bus.TypedBus;
import io.callapi.config.EventTransport;
import io.callapi.fault.FaultListener;
import io.callapi.proxy.LinkStatus;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Plays stories on a good network while garbage comes in, and listens to the log. */
final class FuzzRun {

  private final Vertx vertx;
  private final Results results;
  private final long seed;
  private final FaultBox box;
  private final LongAdder sent = new LongAdder();
  private long end;

  /** Events come both ways: garbage on a connection ends it, and with it what was under way. */
  FuzzRun(Vertx vertx, Results results, long seed) {
    this.vertx = vertx;
    this.results = results;
    this.seed = seed;
    this.box =
        new FaultBox(
            vertx,
            SimulatorOptions.defaults(),
            new Transports(Management.UDP, EventTransport.BOTH),
            new CallFlows(),
            FaultListener.NONE);
  }

  /** How many pieces of garbage have been sent. */
  long sent() {
    return sent.sum();
  }

  Future<?> run(Duration time, int concurrency) {
    Promise<Object> done = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            v ->
                box.start()
                    .compose(up -> fuzz(time, concurrency))
                    .<Object>mapEmpty()
                    .onComplete(done));
    return done.future();
  }

  private Future<?> fuzz(Duration time, int concurrency) {
    Alarms alarms = Alarms.listen();
    TypedBus.Registration ear =
        new TypedBus(vertx).listen(LinkStatus.ADDRESS, this::noteLinkChange);
    Fuzzer fuzzer = new Fuzzer(seed, sent, box.wires().miRelay(), box.wires().eventPort());
    return new FaultRun(vertx, box, results, seed, () -> System.nanoTime() - end > 0)
        .run(() -> begin(fuzzer, time), concurrency)
        .eventually(() -> vertx.undeploy(fuzzer.deploymentId()))
        .eventually(ear::cancel)
        .onComplete(over -> note(alarms, 1 + (int) time.toMinutes()));
  }

  private void begin(Fuzzer fuzzer, Duration time) {
    end = System.nanoTime() + time.toNanos();
    vertx
        .deployVerticle(fuzzer)
        .onFailure(e -> results.violation("", "no garbage: " + e.getMessage()));
  }

  private void note(Alarms alarms, int linesEach) {
    alarms.above(linesEach).forEach(text -> results.violation("", text));
    alarms.close();
  }

  /** Degraded is what a busy machine makes of it, too. */
  private void noteLinkChange(LinkStatus status) {
    if (!status.isUsable()) {
      results.violation("", "the link is " + status.state() + ": " + status.reason());
    }
  }
}
