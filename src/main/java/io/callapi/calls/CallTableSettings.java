package io.callapi.calls;

import io.callapi.calls.view.EndedLimits;
import java.time.Duration;
import java.util.List;

/**
 * The times and bounds of the table of one proxy.
 *
 * @param shown what clients can still see of calls that have ended
 */
public record CallTableSettings(Times times, Pace pace, Bounds bounds, EndedLimits shown) {

  /** What the program uses, on a node that is not clustered. */
  public static final CallTableSettings DEFAULT =
      new CallTableSettings(Times.DEFAULT, Pace.DEFAULT, Bounds.DEFAULT, EndedLimits.DEFAULT);

  /** The same with another time for {@link Times#strayDelay}. */
  public CallTableSettings withStrayDelay(Duration delay) {
    Times same = times;
    Times other =
        new Times(same.turnWait, same.turnHold, same.endWait, same.ended, same.afterwards, delay);
    return new CallTableSettings(other, pace, bounds, shown);
  }

  /** The same with so much of the calls that have ended. */
  public CallTableSettings showing(EndedLimits limits) {
    return new CallTableSettings(times, pace, bounds, limits);
  }

  /** With what clients usually see. */
  CallTableSettings(Times times, Pace pace, Bounds bounds) {
    this(times, pace, bounds, EndedLimits.DEFAULT);
  }

  /**
   * How long things are kept and waited for.
   *
   * @param turnWait how long a command waits for its turn
   * @param turnHold how long a command may hold its turn before it is taken for dead
   * @param endWait how long a command that ends a call waits for those that run
   * @param ended how long an ended dialog is remembered
   * @param afterwards how long late copies of the requests of an ended command are watched for
   * @param strayDelay how long a set-up dialog that no command here owns is left alone after
   *     contact was made: zero where no other node can own it
   */
  public record Times(
      Duration turnWait,
      Duration turnHold,
      Duration endWait,
      Duration ended,
      Duration afterwards,
      Duration strayDelay) {
    static final Times DEFAULT =
        new Times(
            Duration.ofSeconds(150),
            Duration.ofMinutes(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(60),
            Duration.ofSeconds(32),
            Duration.ZERO);
  }

  /**
   * When the proxy is asked.
   *
   * @param silences how long a followed call may be silent before it is looked at: the first time,
   *     the second, and so on; the last one repeats
   * @param looksAtOnce followed calls looked at one by one within 250 ms; beyond, one list is read
   * @param newcomersASecond unexplained calls looked at one by one within a second
   * @param newcomerDelay when an unexplained call is looked at while a new call is expected
   * @param lateDelay the same while only late copies are watched for
   * @param listPause the least time from the end of one list to the next
   * @param longestPause the longest such time, which grows with the number of dialogs
   * @param upkeep how often a list is read whatever happens, so that no dialog stays whose end was
   *     never reported
   * @param watching the same while somebody watches all calls
   */
  public record Pace(
      List<Duration> silences,
      int looksAtOnce,
      int newcomersASecond,
      Duration newcomerDelay,
      Duration lateDelay,
      Duration listPause,
      Duration longestPause,
      Duration upkeep,
      Duration watching) {
    static final Pace DEFAULT =
        new Pace(
            List.of(
                Duration.ofMillis(1500),
                Duration.ofSeconds(3),
                Duration.ofSeconds(6),
                Duration.ofSeconds(10)),
            20,
            20,
            Duration.ofMillis(150),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(5));

    public Pace {
      silences = List.copyOf(silences);
      if (silences.isEmpty()) {
        throw new IllegalArgumentException("silences must not be empty");
      }
    }
  }

  /**
   * How much is kept.
   *
   * @param dialogs dialogs of all states
   * @param ended those of them that have ended
   * @param afterwards late copies watched for
   * @param commands commands that have a turn, follow calls or expect one; each follows few calls
   */
  public record Bounds(int dialogs, int ended, int afterwards, int commands) {
    static final Bounds DEFAULT = new Bounds(200_000, 20_000, 10_000, 50_000);
  }
}
