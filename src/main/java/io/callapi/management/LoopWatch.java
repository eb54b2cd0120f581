package io.callapi.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** How late the event loops are. */
final class LoopWatch {

  static final Duration EVERY = Duration.ofMillis(500);

  /** A loop that has done nothing for so long does not turn. */
  private static final Duration STUCK = Duration.ofSeconds(5);

  private final List<LoopLag> loops = new ArrayList<>();

  LoopWatch(Vertx vertx, MeterRegistry registry) {
    for (Executor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      LoopLag lag = new LoopLag(loop, System::nanoTime);
      TimeGauge.builder("callapi.event.loop.lag", lag, TimeUnit.NANOSECONDS, LoopWatch::nanos)
          .description("How late the event loop was, the latest of the last 15 s")
          .tag("loop", String.valueOf(loops.size()))
          .register(registry);
      loops.add(lag);
    }
  }

  private static double nanos(LoopLag lag) {
    return lag.longest().toNanos();
  }

  void ask() {
    loops.forEach(LoopLag::ask);
  }

  boolean isTurning() {
    return loops.stream().allMatch(loop -> loop.silence().compareTo(STUCK) < 0);
  }
}
