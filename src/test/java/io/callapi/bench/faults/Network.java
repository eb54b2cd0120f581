package io.callapi.bench.faults;

import io.callapi.fault.FaultPlan;
import java.time.Duration;

/**
 * How bad the network is, for datagrams and for connections: what is lost of a connection is sent
 * again and comes late, and what comes twice is not seen.
 *
 * @param cut the share of the pieces of a connection at which it breaks
 */
record Network(FaultPlan datagrams, double cut) {

  static Network clean(long seed) {
    return new Network(FaultPlan.clean(seed), 0);
  }

  FaultPlan streams() {
    return datagrams.withCut(cut);
  }

  /** How long a message is on its way, at most, but for what is sent again. */
  Duration longestDelay() {
    return datagrams.delayMax();
  }
}
