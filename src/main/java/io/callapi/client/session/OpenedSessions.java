package io.callapi.client.session;

import io.callapi.cluster.NodeGateway;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this node that were opened, whichever instance has them; for use by many threads.
 */
public final class OpenedSessions {

  /** How often {@link #forgetExpired} is due. */
  public static final Duration SWEEP = Duration.ofSeconds(10);

  private final SessionLimits limits;
  private final @Nullable NodeGateway gateway;
  private final RingTotal total;
  private final AtomicInteger count = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();

  /**
   * @param gateway to the other nodes of the cluster; null outside of one
   */
  public OpenedSessions(SessionLimits limits, @Nullable NodeGateway gateway) {
    this.limits = limits;
    this.gateway = gateway;
    this.total = new RingTotal(limits.totalBytes());
  }

  public @Nullable NodeGateway gateway() {
    return gateway;
  }

  /** One more, if there is room. */
  public boolean tryEnter() {
    if (count.incrementAndGet() <= limits.sessions()) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }

  public void leave() {
    count.decrementAndGet();
  }

  public int count() {
    return count.get();
  }

  /** What the notifications that are kept take up, in bytes. */
  public long bytes() {
    return total.bytes();
  }

  /** For how long a session is kept whose client wants so long. */
  public Duration keep(long wantedMillis) {
    return Duration.ofMillis(Math.min(wantedMillis, limits.keep().toMillis()));
  }

  /** A place for the notifications of one more. */
  public KeptNotices notices() {
    return new KeptNotices(new NoticeRing(limits, System::nanoTime), total);
  }

  /** The secret of one. */
  public SessionToken token(Nodes nodes, String session) {
    return SessionToken.make(random, nodes.here(), session);
  }

  /** Forgets notifications that are too old. */
  public void forgetExpired() {
    total.forgetExpired();
  }
}
