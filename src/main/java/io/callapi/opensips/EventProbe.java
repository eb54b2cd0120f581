package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Proves that events arrive: has the proxy raise one about a call that does not exist, and waits
 * for it to come in by each way there is.
 */
final class EventProbe {

  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final TypedBus bus;
  private final String proxy;
  private final Function<MiRequest, Future<MiResult>> mi;

  EventProbe(Vertx vertx, String proxy, Function<MiRequest, Future<MiResult>> mi) {
    this.vertx = vertx;
    this.bus = new TypedBus(vertx);
    this.proxy = proxy;
    this.mi = mi;
  }

  /**
   * Succeeds when the event has come by some way.
   *
   * @param transports the ways: {@code udp}, {@code tcp}
   * @return what is wrong with the other ways, in a sentence; empty if nothing is. Fails with a
   *     {@link LinkProblem} if the event was raised and has not come at all
   */
  Future<String> prove(Set<String> transports) {
    return new Attempt(transports).run();
  }

  /** One event, raised until it has come. */
  private final class Attempt {

    private final CallId nobody = Arrival.newProbe();
    private final int ways;
    private final Set<String> missing;
    private final Set<String> strangers = new TreeSet<>();
    private final Promise<String> outcome = Promise.promise();
    private final long begun = System.nanoTime();
    private boolean raised;

    Attempt(Set<String> transports) {
      this.ways = transports.size();
      this.missing = new TreeSet<>(transports);
    }

    Future<String> run() {
      TypedBus.Registration ear = bus.listen(Arrival.ADDRESS.of(proxy), this::on);
      long again = vertx.setPeriodic(EVERY.toMillis(), id -> raise());
      raise();
      return outcome.future().onComplete(done -> vertx.cancelTimer(again)).eventually(ear::cancel);
    }

    private void on(Arrival arrival) {
      if (arrival instanceof Arrival.Stranger stranger) {
        strangers.add(stranger.host());
      } else if (arrival instanceof Arrival.Probe probe && probe.call().equals(nobody)) {
        missing.remove(probe.transport());
        if (missing.isEmpty()) {
          outcome.tryComplete("");
        }
      }
    }

    private void raise() {
      JsonObject params =
          JsonObject.of(
              "callid",
              nobody.value(),
              "leg",
              Arrival.PROBE_LEG,
              "action",
              "hold",
              "state",
              "start");
      // The parameters are a text for OpenSIPS, which holds JSON.
      mi.apply(
              MiRequest.once("raise_event")
                  .with("event", EventNames.HOLD)
                  .with("params", params.encode()))
          .onSuccess(ok -> onRaised())
          .onFailure(this::onNotRaised);
    }

    private void onRaised() {
      if (!raised) {
        raised = true;
        long end = vertx.setTimer(PATIENCE.toMillis(), id -> conclude());
        outcome.future().onComplete(done -> vertx.cancelTimer(end));
      }
    }

    /** Whether events arrive is not known where none can be raised. */
    private void onNotRaised(Throwable failure) {
      boolean silence = !raised && System.nanoTime() - begun > PATIENCE.toNanos();
      if (silence || failure instanceof MiException) {
        outcome.tryFail(failure);
      }
    }

    private void conclude() {
      if (missing.size() == ways) {
        outcome.tryFail(
            new LinkProblem("Management answers, but no event arrives: " + whatToCheck()));
      } else {
        outcome.tryComplete("No event arrives over " + names() + ": " + whatToCheck());
      }
    }

    private String names() {
      return missing.stream()
          .map(name -> name.toUpperCase(Locale.ROOT))
          .collect(Collectors.joining(" and "));
    }

    private String whatToCheck() {
      return strangers.isEmpty()
          ? "check events.host, events.advertised and the firewall between the proxy and this"
              + " server"
          : "what comes is from %s, none of the proxy's addresses: if it is the proxy, add it to"
                  .formatted(String.join(", ", strangers))
              + " events.from";
    }
  }
}
