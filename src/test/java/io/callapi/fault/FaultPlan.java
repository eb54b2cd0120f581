package io.callapi.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How bad the network is. What happens to the n-th message of a flow depends on the seed, the name
 * of the flow and n alone.
 *
 * <p>Shares are from 0 to 1. Raising one of them changes nothing for messages that it does not
 * strike.
 *
 * @param drop the share that is lost
 * @param duplicate the share that arrives twice
 * @param late the share that is held back, so that later ones overtake it
 * @param delayMax how long at most it is held back
 * @param cut the share of which only the beginning arrives
 * @param corrupt the share with one wrong byte
 */
public record FaultPlan(
    long seed,
    double drop,
    double duplicate,
    double late,
    Duration delayMax,
    double cut,
    double corrupt) {

  /** A network without faults. */
  public static FaultPlan clean(long seed) {
    return new FaultPlan(seed, 0, 0, 0, Duration.ZERO, 0, 0);
  }

  public FaultPlan withDrop(double share) {
    return new FaultPlan(seed, share, duplicate, late, delayMax, cut, corrupt);
  }

  public FaultPlan withDuplicate(double share) {
    return new FaultPlan(seed, drop, share, late, delayMax, cut, corrupt);
  }

  /** Holds back that share of the messages, each for any time up to the longest. */
  public FaultPlan withLate(double share, Duration longest) {
    return new FaultPlan(seed, drop, duplicate, share, longest, cut, corrupt);
  }

  public FaultPlan withCut(double share) {
    return new FaultPlan(seed, drop, duplicate, late, delayMax, share, corrupt);
  }

  public FaultPlan withCorrupt(double share) {
    return new FaultPlan(seed, drop, duplicate, late, delayMax, cut, share);
  }

  /** What happens to a message. */
  public Fate fateOf(String flow, long number) {
    SplittableRandom random =
        new SplittableRandom(seed ^ mixed(flow) ^ (number * 0x9E3779B97F4A7C15L));
    // All are drawn always, in this order: one share has no influence on another.
    boolean dropped = random.nextDouble() < drop;
    boolean doubled = random.nextDouble() < duplicate;
    Duration first = delay(random);
    Duration second = delay(random);
    boolean isCut = random.nextDouble() < cut;
    boolean isCorrupt = random.nextDouble() < corrupt;
    double where = random.nextDouble();
    List<Duration> arrivals = doubled ? List.of(first, second) : List.of(first);
    return new Fate(dropped ? List.of() : arrivals, isCut, isCorrupt, where);
  }

  private Duration delay(SplittableRandom random) {
    boolean isLate = random.nextDouble() < late;
    double part = random.nextDouble();
    return isLate ? Duration.ofMillis(Math.round(part * delayMax.toMillis())) : Duration.ZERO;
  }

  /** 64 bits of a text (FNV-1a). */
  private static long mixed(String text) {
    long hash = 0xCBF29CE484222325L;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ each) * 0x100000001B3L;
    }
    return hash;
  }
}
