package io.callapi.calls;

import io.callapi.calls.TableTime.Later;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When a followed call is looked at again: when nothing was heard of it for a while, and then less
 * and less often until something is heard.
 */
final class Verification {

  private final TableTime time;
  private final List<Duration> silences;
  private final Function<CallId, Future<Void>> look;
  private final Map<CallId, Watch> watches = new HashMap<>();

  private static final class Watch {
    private long since;
    private int looks;
    private @Nullable Later timer;
  }

  /**
   * @param look looks at a call at the proxy
   */
  Verification(TableTime time, List<Duration> silences, Function<CallId, Future<Void>> look) {
    this.time = time;
    this.silences = silences;
    this.look = look;
  }

  /** The call is looked after from now on, until {@link #stop}. */
  void start(CallId call) {
    if (!watches.containsKey(call)) {
      Watch watch = new Watch();
      watches.put(call, watch);
      watch.since = time.millis();
      arm(call, watch);
    }
  }

  void stop(CallId call) {
    Watch watch = watches.remove(call);
    if (watch != null && watch.timer != null) {
      watch.timer.cancel();
    }
  }

  /** Something was heard of the call: it need not be looked at for a while. */
  void heard(CallId call) {
    Watch watch = watches.get(call);
    if (watch == null) {
      return;
    }
    watch.since = time.millis();
    // Without a timer it is being looked at: what was heard meanwhile counts.
    if (watch.looks > 0 || watch.timer == null) {
      watch.looks = 0;
      arm(call, watch);
    }
  }

  private void arm(CallId call, Watch watch) {
    if (watch.timer != null) {
      watch.timer.cancel();
    }
    Duration wait = Duration.ofMillis(Math.max(0, due(watch) - time.millis()));
    watch.timer = time.after(wait, () -> onTime(call, watch));
  }

  private long due(Watch watch) {
    Duration silence = silences.get(Math.min(watch.looks, silences.size() - 1));
    return watch.since + silence.toMillis();
  }

  private void onTime(CallId call, Watch watch) {
    watch.timer = null;
    if (due(watch) > time.millis()) {
      arm(call, watch);
      return;
    }
    // Whether it could be looked at or not: next time is next time.
    look.apply(call).onComplete(done -> again(call, watch));
  }

  private void again(CallId call, Watch watch) {
    if (watches.get(call) == watch && watch.timer == null) {
      watch.since = time.millis();
      watch.looks++;
      arm(call, watch);
    }
  }
}
