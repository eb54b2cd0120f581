package io.callapi.doctor;

import java.util.List;
import java.util.Locale;

/** How long something takes. */
final class Stopwatch {

  private final long begin = System.nanoTime();

  double millis() {
    return (System.nanoTime() - begin) / 1e6;
  }

  /** For instance {@code 1.2 ms}. */
  @Override
  public String toString() {
    return text(millis());
  }

  /** The one in the middle. */
  static String median(List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    int half = sorted.size() / 2;
    return text((sorted.get(half - 1) + sorted.get(half)) / 2);
  }

  private static String text(double millis) {
    return String.format(Locale.ROOT, "%.1f ms", millis);
  }
}
