package io.callapi.status;

import com.sun.management.UnixOperatingSystemMXBean;
import io.callapi.log.RareLog;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the file descriptors of the process run out: each connection takes one. Without any
 * left, new connections wait in the kernel until one is free; Netty tries once a second.
 */
public final class DescriptorWatch extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(DescriptorWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final double MANY = 0.8;
  private static final long KEPT = 32;
  private static final long MIN_ROOM = 8;

  private final LongSupplier open;
  private final long max;
  private final RareLog many = new RareLog(LOG, "times many file descriptors were in use");
  private final RareLog none = new RareLog(LOG, "times no file descriptor was left");

  /** Of this process; watches nothing on a system that does not tell. */
  public static DescriptorWatch ofProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new DescriptorWatch(unix::getOpenFileDescriptorCount, unix.getMaxFileDescriptorCount())
        : new DescriptorWatch(() -> 0, Long.MAX_VALUE);
  }

  DescriptorWatch(LongSupplier open, long max) {
    this.open = open;
    this.max = max;
  }

  /**
   * How many of so many connections there can be beside what is open now; some descriptors are kept
   * for the sockets of proxies, which are opened anew now and then.
   */
  public int roomFor(int connections) {
    long room = Math.max(MIN_ROOM, max - open.getAsLong() - KEPT);
    if (room < connections) {
      LOG.warn("{} connections at most, for the process may open {} files (ulimit -n)", room, max);
    }
    return (int) Math.min(room, connections);
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(EVERY.toMillis(), id -> look());
    return Future.succeededFuture();
  }

  /** Counting takes long where there are many, for the kernel lists them. */
  private void look() {
    vertx
        .executeBlocking(open::getAsLong)
        .onSuccess(this::onCount)
        .onFailure(e -> none.note("cannot count them: " + e.getMessage()));
  }

  void onCount(long inUse) {
    if (inUse >= max - 1) {
      none.note(
          "%d of %d; new connections wait until one is free (ulimit -n)".formatted(inUse, max));
    } else if (inUse >= max * MANY) {
      many.note("%d of %d (ulimit -n)".formatted(inUse, max));
    }
  }
}
