package io.callapi.proxy;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** How many commands may still begin on one proxy; safe to share between event loops. */
final class ProxyRoom {

  /** For a proxy whose management unit says nothing of that. */
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private static final int RETRY_AFTER_MS = 1000;

  private final AtomicReference<ProxyPressure> pressure;

  ProxyRoom(String proxy) {
    pressure =
        new AtomicReference<>(new ProxyPressure(proxy, -1, NO_LIMIT, NO_LIMIT, RETRY_AFTER_MS));
  }

  /** Each event loop hears the same word: it counts once. */
  void note(ProxyPressure heard) {
    pressure.accumulateAndGet(
        heard, (known, other) -> other.number() > known.number() ? other : known);
  }

  /** A command begins that places a call, unless there is no room for it. */
  boolean takeForNewCall() {
    return take(
        left -> left.newCalls() > 0,
        left ->
            new ProxyPressure(
                left.proxy(),
                left.number(),
                left.newCalls() - 1,
                left.others(),
                left.retryAfterMs()));
  }

  /** A command begins that is about a call. */
  boolean takeForOther() {
    return take(
        left -> left.others() > 0,
        left ->
            new ProxyPressure(
                left.proxy(),
                left.number(),
                left.newCalls(),
                left.others() - 1,
                left.retryAfterMs()));
  }

  private boolean take(Predicate<ProxyPressure> hasRoom, UnaryOperator<ProxyPressure> less) {
    ProxyPressure before =
        pressure.getAndUpdate(left -> hasRoom.test(left) ? less.apply(left) : left);
    return hasRoom.test(before);
  }

  /** When a command that is refused may be tried again, in milliseconds. */
  int retryAfterMs() {
    return pressure.get().retryAfterMs();
  }
}
