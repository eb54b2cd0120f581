package io.callapi.doctor;

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

  static String text(double millis) {
    return String.format(Locale.ROOT, "%.1f ms", millis);
  }
}
