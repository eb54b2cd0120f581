package io.callapi.calls;

import io.callapi.calls.TableTime.Later;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Dialogs;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads dialogs of the proxy. All who need a list wait for one and the same; there is a pause
 * between two lists.
 *
 * <p>What is read is in the table before whoever waits is told.
 */
final class ProxyLooks {

  /** The pause after a list, for each dialog: eight times what one costs over UDP. */
  private static final Duration PAUSE_FOR_EACH = Duration.ofMillis(1);

  private final SipProxy proxy;
  private final CallTable table;
  private final TableTime time;
  private final CallTableSettings.Pace pace;
  private final Consumer<LookResult> taker;
  private @Nullable Promise<Void> next;
  private @Nullable Later start;
  private boolean reading;
  private long earliest;

  /**
   * @param taker takes over into the table what was read
   */
  ProxyLooks(
      SipProxy proxy,
      CallTable table,
      TableTime time,
      CallTableSettings.Pace pace,
      Consumer<LookResult> taker) {
    this.proxy = proxy;
    this.table = table;
    this.time = time;
    this.pace = pace;
    this.taker = taker;
    this.earliest = time.millis();
  }

  /** Looks at one Call-ID; done when the table knows. */
  Future<Void> lookUp(CallId call) {
    long askedAt = table.number();
    return ask(new LookUp(call))
        .map(dialogs -> take(new LookResult(askedAt, call, dialogs.dialogs())));
  }

  /** Waits for a list that is asked for after this; done when the table knows. */
  Future<Void> list() {
    Promise<Void> shared = next;
    if (shared == null) {
      shared = Promise.promise();
      next = shared;
      prepare();
    }
    return shared.future();
  }

  private void prepare() {
    if (reading || start != null || next == null) {
      return;
    }
    long wait = earliest - time.millis();
    if (wait <= 0) {
      read();
    } else {
      start = time.after(Duration.ofMillis(wait), this::read);
    }
  }

  private void read() {
    Promise<Void> waiting = next;
    start = null;
    next = null;
    if (waiting == null) {
      return;
    }
    reading = true;
    long askedAt = table.number();
    ask(new ListDialogs())
        .map(dialogs -> take(new LookResult(askedAt, null, dialogs.dialogs())))
        .onComplete(done -> finish())
        .onComplete(waiting);
  }

  private Future<Dialogs> ask(ProxyRequest<Dialogs> request) {
    try {
      return proxy.ask(request);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Void take(LookResult result) {
    taker.accept(result);
    return null;
  }

  private void finish() {
    long forAll = PAUSE_FOR_EACH.toMillis() * table.all().size();
    long pause =
        Math.min(Math.max(forAll, pace.listPause().toMillis()), pace.longestPause().toMillis());
    earliest = time.millis() + pause;
    reading = false;
    prepare();
  }
}
