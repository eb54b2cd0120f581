package io.callapi.simulator;

import java.time.Duration;

/**
 * How long things take; each may be zero.
 *
 * @param ring from ringing to the answer
 * @param slowRing the same for the phone named {@code slow}
 * @param referDelay from accepting a REFER to placing the call
 * @param byeAfterReplaces from answering a call that replaces another to ending that other
 * @param frTimeout how long the proxy waits for a phone that says nothing
 * @param frInvTimeout how long the proxy lets a phone ring
 * @param late how much later phones call or report that do so late
 * @param veryLate how long a phone takes over a REFER that answers late, or obeys again
 * @param endedDialogLinger how long an ended dialog stays in {@code dlg_list}
 */
public record SimulatorTiming(
    Duration ring,
    Duration slowRing,
    Duration referDelay,
    Duration byeAfterReplaces,
    Duration frTimeout,
    Duration frInvTimeout,
    Duration late,
    Duration veryLate,
    Duration endedDialogLinger) {

  /** The phones and the proxy of the recordings. */
  public static SimulatorTiming defaults() {
    return new SimulatorTiming(
        Duration.ofMillis(50),
        Duration.ofSeconds(3),
        Duration.ofMillis(30),
        Duration.ofMillis(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(12),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5));
  }

  /** Phones that react without delay; the timeouts of the proxy stay. */
  public SimulatorTiming withoutDelays() {
    return new SimulatorTiming(
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        frTimeout,
        frInvTimeout,
        Duration.ZERO,
        Duration.ZERO,
        endedDialogLinger);
  }

  /** Phones that ring that long before they answer. */
  public SimulatorTiming withRing(Duration ring) {
    return new SimulatorTiming(
        ring,
        slowRing,
        referDelay,
        byeAfterReplaces,
        frTimeout,
        frInvTimeout,
        late,
        veryLate,
        endedDialogLinger);
  }

  /** A proxy that gives up on silent and on ringing phones after these times. */
  public SimulatorTiming withTimeouts(Duration frTimeout, Duration frInvTimeout) {
    return new SimulatorTiming(
        ring,
        slowRing,
        referDelay,
        byeAfterReplaces,
        frTimeout,
        frInvTimeout,
        late,
        veryLate,
        endedDialogLinger);
  }

  /** Phones that are that late, where they are late. */
  public SimulatorTiming withLateness(Duration late, Duration veryLate) {
    return new SimulatorTiming(
        ring,
        slowRing,
        referDelay,
        byeAfterReplaces,
        frTimeout,
        frInvTimeout,
        late,
        veryLate,
        endedDialogLinger);
  }

  /** A proxy that lists ended dialogs for that long. */
  public SimulatorTiming withEndedDialogLinger(Duration linger) {
    return new SimulatorTiming(
        ring,
        slowRing,
        referDelay,
        byeAfterReplaces,
        frTimeout,
        frInvTimeout,
        late,
        veryLate,
        linger);
  }
}
