package io.callapi.command;

import io.callapi.proxy.Cause;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a client lets its command take, in milliseconds. It is one of the parameters of the
 * command, so phases may ask for it.
 *
 * @param ring how long a phone that is called may ring; null for as long as the proxy lets it
 * @param total how long the command may take until it takes back what it has begun; null for as
 *     long as it needs
 */
public record Timeouts(@Nullable Integer ring, @Nullable Integer total) {

  /** The shortest of both. */
  public static final int LEAST = 1000;

  /** For commands whose client has set none. */
  static final Timeouts NONE = new Timeouts(null, null);

  private static final Cause CALLER = Cause.timeout("No answer of the caller within timeouts.ring");
  private static final Cause CALLEE = Cause.timeout("No answer of the callee within timeouts.ring");
  private static final Cause TOTAL = Cause.timeout("Not done within timeouts.total");

  /** Parameters that may have some. */
  public interface Bearer {
    @Nullable Timeouts timeouts();
  }

  /** Reads them; null if there are none in it. */
  static @Nullable Timeouts of(@Nullable Object values) {
    if (!(values instanceof Map<?, ?> map)) {
      return null;
    }
    Timeouts timeouts = new Timeouts(millis(map.get("ring")), millis(map.get("total")));
    return timeouts.equals(NONE) ? null : timeouts;
  }

  private static @Nullable Integer millis(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : null;
  }

  /** Those of any parameters. */
  static Timeouts in(Record params) {
    Timeouts own = params instanceof Bearer bearer ? bearer.timeouts() : null;
    return own == null ? NONE : own;
  }

  /** What is told when the phone that a call is set up with has rung for too long. */
  public static Cause callerRang() {
    return CALLER;
  }

  /** What is told when the phone that the new call goes to has rung for too long. */
  public static Cause calleeRang() {
    return CALLEE;
  }

  /** What is told when the command has taken too long. */
  public static Cause tookTooLong() {
    return TOTAL;
  }
}
