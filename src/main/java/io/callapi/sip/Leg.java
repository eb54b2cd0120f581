package io.callapi.sip;

import java.util.Arrays;
import java.util.Locale;

/** One side of a call: who placed it, or who was called. */
public enum Leg {
  CALLER,
  CALLEE;

  /** The name that clients and proxies use, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The other side. */
  public Leg peer() {
    return this == CALLER ? CALLEE : CALLER;
  }

  /**
   * Reads {@code caller} or {@code callee}.
   *
   * @throws IllegalArgumentException with a reason fit for the client
   */
  public static Leg of(String wireName) {
    return Arrays.stream(values())
        .filter(leg -> leg.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be caller or callee"));
  }
}
