package io.callapi.cluster;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The challenges that this node has given out. Each is good for one request of one node, for 10 s
 * by the clock of this node alone.
 */
final class Challenges {

  static final Duration GOOD_FOR = Duration.ofSeconds(10);

  /** More than can be asked in that time by nodes that mean well; then the oldest go. */
  static final int MOST = 10_000;

  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Given> open = new LinkedHashMap<>();
  private final LongSupplier nanos;

  private record Given(String node, long at) {}

  /**
   * @param nanos the time in nanoseconds
   */
  Challenges(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized String give(String node) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String value = HexFormat.of().formatHex(bytes);
    drop(MOST - 1);
    open.put(value, new Given(node, nanos.getAsLong()));
    return value;
  }

  /** True if the challenge was given to that node, just now, and never came back before. */
  synchronized boolean take(String value, String node) {
    drop(MOST);
    Given given = open.get(value);
    return given != null && given.node().equals(node) && open.remove(value, given);
  }

  /** Those that are too old, and the oldest of more than may be kept. */
  private void drop(int most) {
    Iterator<Given> oldestFirst = open.values().iterator();
    while (oldestFirst.hasNext() && (isOver(oldestFirst.next()) || open.size() > most)) {
      oldestFirst.remove();
    }
  }

  private boolean isOver(Given given) {
    return nanos.getAsLong() - given.at() > GOOD_FOR.toNanos();
  }
}
