package io.callapi.fault;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/**
 * What happens to one message.
 *
 * @param arrivals after how long each copy of it arrives; empty if it is lost
 * @param cut whether only its beginning arrives
 * @param corrupt whether a byte of it is changed
 * @param where the place of the cut and of the wrong byte, from 0 to 1
 */
public record Fate(List<Duration> arrivals, boolean cut, boolean corrupt, double where) {

  /** What arrives of it. */
  Buffer applyTo(Buffer data) {
    int at = (int) (where * data.length());
    Buffer result = cut ? data.getBuffer(0, at) : data.copy();
    if (corrupt && at < result.length()) {
      result.setByte(at, (byte) (result.getByte(at) ^ 0x15));
    }
    return result;
  }

  boolean isLost() {
    return arrivals.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(isLost() ? "lost" : "");
    arrivals.forEach(delay -> text.append('+').append(delay.toMillis()).append("ms "));
    return text.append(cut ? "cut " : "").append(corrupt ? "corrupt" : "").toString().strip();
  }
}
