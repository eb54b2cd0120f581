package io.callapi.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the steps of a command may take.
 *
 * @param answer from an INVITE to its final answer, longer than the proxy's own INVITE timer
 * @param transferStart from an accepted REFER to the new call: a phone that accepts and then does
 *     nothing is told from a slow one by this alone
 * @param hold from a hold or resume request to the answers of both phones
 * @param end from the request to end a call to its end
 * @param ring how long the client lets a phone ring; null if it does not say
 */
public record Deadlines(
    Duration answer, Duration transferStart, Duration hold, Duration end, @Nullable Duration ring) {

  /** For commands whose clients do not say how long a phone may ring. */
  public Deadlines(Duration answer, Duration transferStart, Duration hold, Duration end) {
    this(answer, transferStart, hold, end, null);
  }

  /** What the documentation promises. */
  public static Deadlines defaults() {
    return new Deadlines(
        Duration.ofSeconds(130),
        Duration.ofSeconds(15),
        Duration.ofSeconds(35),
        Duration.ofSeconds(10));
  }

  /** The same, on a proxy that takes that long for an answer. */
  Deadlines withAnswer(Duration other) {
    return new Deadlines(other, transferStart, hold, end, ring);
  }

  /** The same, as a client has limited them. */
  public Deadlines limitedBy(Timeouts timeouts) {
    Integer ring = timeouts.ring();
    return ring == null
        ? this
        : new Deadlines(answer, transferStart, hold, end, Duration.ofMillis(ring));
  }

  /**
   * How long a wait may be at the shortest; the longest differs for {@link Deadline#GLARE} only.
   */
  public Duration of(Deadline deadline) {
    return switch (deadline) {
      case ANSWER -> answer;
      case RING -> ring == null ? answer : ring;
      case CONFIRM, RELEASE -> end;
      case NEW_CALL -> transferStart;
      case HOLD -> hold;
      case REASON -> Duration.ofSeconds(3);
      case GLARE -> Duration.ofMillis(2100);
      case LATE_ANSWER -> Duration.ofSeconds(5);
      case OLD_CALL_OVER -> Duration.ofSeconds(4);
      case TRUE_CAUSE -> Duration.ofMillis(200);
      case TRY_AGAIN -> Duration.ofMillis(1500);
      case LATE_CALL -> Duration.ofSeconds(2);
      case REPLACED_CALL, END_REPORTED -> Duration.ofSeconds(1);
      case SIGN -> Duration.ofMillis(500);
      case OUTCOME -> Duration.ofSeconds(8);
    };
  }

  /** By how much a wait may be longer, by chance (RFC 3261, section 14.1: 2.1 to 4 s). */
  Duration spread(Deadline deadline) {
    return deadline == Deadline.GLARE ? Duration.ofMillis(1900) : Duration.ZERO;
  }

  /** The longest that a command may take back what it has begun. */
  Duration takingBack() {
    return end.multipliedBy(2);
  }

  /** The longest that any command may take; reached only through a defect of this program. */
  public Duration total() {
    return answer
        .multipliedBy(3)
        .plus(transferStart.multipliedBy(3))
        .plus(hold.multipliedBy(2))
        .plus(takingBack());
  }
}
