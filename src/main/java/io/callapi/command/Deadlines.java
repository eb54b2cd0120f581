package io.callapi.command;

import java.time.Duration;

/**
 * How long the steps of a command may take.
 *
 * @param answer from an INVITE to its final answer, longer than the proxy's own INVITE timer
 * @param transferStart from an accepted REFER to the new call: a phone that accepts and then does
 *     nothing is told from a slow one by this alone
 * @param hold from a hold or resume request to the answers of both phones
 * @param end from the request to end a call to its end
 * @param lookUp how long to wait for an event before the proxy is asked instead
 */
public record Deadlines(
    Duration answer, Duration transferStart, Duration hold, Duration end, Duration lookUp) {

  /** What the documentation promises. */
  public static Deadlines defaults() {
    return new Deadlines(
        Duration.ofSeconds(130),
        Duration.ofSeconds(15),
        Duration.ofSeconds(35),
        Duration.ofSeconds(10),
        Duration.ofMillis(500));
  }

  /** The same, on a proxy that takes that long for an answer. */
  Deadlines withAnswer(Duration other) {
    return new Deadlines(other, transferStart, hold, end, lookUp);
  }

  /** The longest that a command may take back what it has begun, in several steps. */
  Duration takingBack() {
    return end.multipliedBy(6);
  }

  /** The longest that any command may take; reached only through a defect of this program. */
  Duration total() {
    return answer
        .multipliedBy(2)
        .plus(transferStart.multipliedBy(2))
        .plus(hold.multipliedBy(2))
        .plus(takingBack());
  }
}
