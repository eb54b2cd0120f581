package io.callapi.bench;

import java.util.List;

/**
 * How much is asked at once.
 *
 * @param outstanding by each connection
 */
record Load(int connections, int outstanding) {

  /** Latency, one busy client, many clients. */
  static final List<Load> ALL = List.of(new Load(1, 1), new Load(1, 32), new Load(100, 8));

  @Override
  public String toString() {
    return connections + " x " + outstanding;
  }
}
