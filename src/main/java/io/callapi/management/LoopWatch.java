package io.callapi.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How late the event loops are. Each ticks by itself, that of this unit like the others. */
final class LoopWatch {

  private static final Duration EVERY = Duration.ofMillis(500);

  /** A loop that has done nothing for so long does not turn. */
  private static final Duration STUCK = Duration.ofSeconds(5);

  private final List<LoopLag> loops = new ArrayList<>();
  private final List<Future<?>> ticks = new ArrayList<>();

  LoopWatch(Vertx vertx, MeterRegistry registry) {
    for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      LoopLag lag = new LoopLag(EVERY, System::nanoTime);
      TimeGauge.builder("callapi.event.loop.lag", lag, TimeUnit.NANOSECONDS, LoopWatch::nanos)
          .description("How late the event loop was, the latest of the last 15 s")
          .tag("loop", String.valueOf(loops.size()))
          .register(registry);
      loops.add(lag);
      ticks.add(
          loop.scheduleWithFixedDelay(
              lag::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private static double nanos(LoopLag lag) {
    return lag.longest().toNanos();
  }

  boolean isTurning() {
    return loops.stream().allMatch(loop -> loop.silence().compareTo(STUCK) < 0);
  }

  void stop() {
    ticks.forEach(tick -> tick.cancel(false));
  }
}
