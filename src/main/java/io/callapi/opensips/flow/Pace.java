package io.callapi.opensips.flow;

import io.callapi.proxy.ProxyMeters;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * How fast one proxy can be asked: learnt from when it answers, used by the transports and by what
 * goes around them. Belongs to one event loop.
 */
public final class Pace {

  /** Part of the wait that chance decides: many servers do not repeat at the same moment. */
  private static final double JITTER = 0.25;

  private final ProxyMeters meters;
  private final LongSupplier nanos;
  private final RoundTrips roundTrips;
  private final SendWindow window;
  private final RepeatBudget budget;
  private int inFlight;
  private long backedOffAt;
  private long sent;
  private long repeats;

  public Pace(FlowLimits limits) {
    this(limits, ProxyMeters.NONE);
  }

  /**
   * @param meters told what is sent, and how it is answered
   */
  public Pace(FlowLimits limits, ProxyMeters meters) {
    this(limits, meters, System::nanoTime);
  }

  /**
   * @param nanos the time in nanoseconds
   */
  Pace(FlowLimits limits, LongSupplier nanos) {
    this(limits, ProxyMeters.NONE, nanos);
  }

  private Pace(FlowLimits limits, ProxyMeters meters, LongSupplier nanos) {
    this.meters = meters;
    this.nanos = nanos;
    this.roundTrips = new RoundTrips(nanos);
    this.window = new SendWindow(limits.inFlight());
    this.budget = new RepeatBudget(nanos);
    this.backedOffAt = nanos.getAsLong();
  }

  /** A request is sent for the first time. */
  public void sent() {
    sent++;
    meters.sent();
    budget.sent();
  }

  /** A request that the proxy answers at once, and that was sent once, has its reply. */
  public void answered(Duration roundTrip) {
    roundTrips.add(roundTrip);
    meters.answered(roundTrip);
    window.answered(roundTrip, roundTrips, inFlight, nanos.getAsLong());
  }

  /**
   * How long a reply is waited for before the request is sent again: twice as long each time, and
   * by chance a little longer.
   *
   * @param repeats how often it has been sent again already
   */
  public Duration patience(int repeats) {
    double wait = roundTrips.timeout().toNanos() * Math.pow(2, Math.min(repeats, 10));
    double bounded = Math.min(wait, (double) RoundTrips.LONGEST.toNanos());
    double jitter = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (bounded * jitter));
  }

  /**
   * A reply is overdue; takes a repeat of the request if there is one.
   *
   * @param lost whether the proxy has answered what it was sent later
   */
  public boolean mayRepeat(boolean lost) {
    long now = nanos.getAsLong();
    window.overdue(lost, roundTrips, now);
    if (!lost && now - backedOffAt > roundTrips.timeout().toNanos()) {
      backedOffAt = now;
      roundTrips.backOff();
    }
    boolean allowed = budget.take(lost);
    if (allowed) {
      repeats++;
      meters.repeated();
    }
    return allowed;
  }

  /** How many requests may wait for a reply at once. */
  public int window() {
    return window.size();
  }

  /** How many do, as far as they count. */
  public void inFlight(int requests) {
    inFlight = requests;
    meters.inFlight(requests, window.size());
  }

  /** How many wait to be sent. */
  public void waiting(int requests) {
    meters.waiting(requests);
  }

  /**
   * How many requests the proxy is likely to answer in that time.
   *
   * @param idle whether none waits: then it is likely to be as quick as it can
   */
  long capacity(Duration time, boolean idle) {
    return window.capacity(time, idle ? roundTrips.best() : roundTrips.smoothed());
  }

  /** How long a reply may take before it is overdue. */
  public Duration timeout() {
    return roundTrips.timeout();
  }

  /** The usual time until a reply. */
  public Duration roundTrip() {
    return roundTrips.smoothed();
  }

  /** For the log. */
  @Override
  public String toString() {
    return "%d under way of %d, answered in %d ms, %d sent, %d again"
        .formatted(inFlight, window.size(), roundTrip().toMillis(), sent, repeats);
  }
}
