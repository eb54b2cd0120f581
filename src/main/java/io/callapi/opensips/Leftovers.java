package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.bus.TypedBus.Registration;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallTransferChange;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that were to be ended while the proxy could not be reached. They are ended when it is back,
 * and so are the calls that their phones place then: a proxy that was only stopped does late what
 * it was asked before.
 *
 * <p>The youngest {@link #MAX} are kept.
 */
final class Leftovers {

  static final int MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** When they are ended, after the proxy is back: a phone may have been rung only then. */
  private static final List<Duration> TRIES =
      List.of(
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(40));

  private final Vertx vertx;
  private final TypedBus bus;
  private final Function<CallId, Future<Void>> end;
  private final Map<CallId, Registration> calls = new LinkedHashMap<>();

  /**
   * @param end ends a call at the proxy
   */
  Leftovers(Vertx vertx, Function<CallId, Future<Void>> end) {
    this.vertx = vertx;
    this.bus = new TypedBus(vertx);
    this.end = end;
  }

  void add(CallId call) {
    if (calls.containsKey(call)) {
      return;
    }
    calls.put(call, bus.listen(CallEvent.ADDRESS.of(call), this::on));
    if (calls.size() > MAX) {
      forget(Set.of(calls.keySet().iterator().next()));
    }
  }

  private void on(CallEvent event) {
    if (event instanceof CallTransferChange change && change.newCallId() != null) {
      tryToEnd(change.newCallId());
    }
  }

  /** The proxy is back. */
  void endAll() {
    Set<CallId> due = Set.copyOf(calls.keySet());
    if (due.isEmpty()) {
      return;
    }
    for (Duration wait : TRIES) {
      vertx.setTimer(wait.toMillis(), id -> due.forEach(this::tryToEnd));
    }
    Duration last = TRIES.get(TRIES.size() - 1);
    vertx.setTimer(last.plusSeconds(1).toMillis(), id -> forget(due));
  }

  private void tryToEnd(CallId call) {
    end.apply(call)
        .onSuccess(ended -> LOG.info("{}, which was left over, is ended", call))
        .onFailure(e -> LOG.debug("{}, which was left over: {}", call, e.getMessage()));
  }

  private void forget(Set<CallId> done) {
    for (CallId call : done) {
      Registration ear = calls.remove(call);
      if (ear != null) {
        ear.cancel().onFailure(e -> LOG.warn("{}: {}", call, e.getMessage()));
      }
    }
  }
}
