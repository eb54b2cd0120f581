package io.callapi.calls;

import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;

/** Looks at calls one by one as long as they are few; if many are due at once, reads one list. */
final class LookBudget {

  private final ProxyLooks looks;
  private final TableTime time;
  private final int max;
  private final long windowMillis;
  private long windowEnd;
  private int used;

  /**
   * @param max looks at single calls in one window
   */
  LookBudget(ProxyLooks looks, TableTime time, int max, Duration window) {
    this.looks = looks;
    this.time = time;
    this.max = max;
    this.windowMillis = window.toMillis();
    this.windowEnd = time.millis();
  }

  /** Done when the table knows how the call is. */
  Future<Void> look(CallId call) {
    if (time.millis() >= windowEnd) {
      windowEnd = time.millis() + windowMillis;
      used = 0;
    }
    used++;
    return used <= max ? looks.lookUp(call) : looks.list();
  }
}
