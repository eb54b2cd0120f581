package io.callapi.opensips.mi;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for the one connection, and the one that is on it. What takes long goes
 * when nothing else waits: a dozen INVITEs must not keep a call from being ended.
 */
final class RequestLine {

  /** After so many others one that takes long has its turn. */
  private static final int MOST_BEFORE_SLOW = 20;

  private final Queue<Job> prompt = new ArrayDeque<>();
  private final Queue<Job> slow = new ArrayDeque<>();
  private boolean busy;
  private int beforeSlow;
  private boolean busyForLong;

  /** A request that waits. */
  interface Job {

    /** False if its deadline has passed meanwhile: it is not sent then. */
    boolean isAwaited();

    /** Sends it; completes when the connection is free again, in whatever way. */
    Future<?> send();
  }

  void add(Job job, boolean takesLong) {
    (takesLong ? slow : prompt).add(job);
    proceed();
  }

  /** Whether what takes long is on the connection. */
  boolean isBusyForLong() {
    return busyForLong;
  }

  private void proceed() {
    if (busy) {
      return;
    }
    Job job = next();
    if (job != null) {
      busy = true;
      job.send().onComplete(free -> release());
    }
  }

  private void release() {
    busy = false;
    busyForLong = false;
    proceed();
  }

  private @Nullable Job next() {
    Job job = poll();
    while (job != null && !job.isAwaited()) {
      job = poll();
    }
    return job;
  }

  private @Nullable Job poll() {
    boolean isDue = prompt.isEmpty() || beforeSlow >= MOST_BEFORE_SLOW;
    busyForLong = isDue && !slow.isEmpty();
    beforeSlow = busyForLong || slow.isEmpty() ? 0 : beforeSlow + 1;
    return busyForLong ? slow.poll() : prompt.poll();
  }
}
