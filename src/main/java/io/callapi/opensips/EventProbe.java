package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.CallEvent;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/**
 * Proves that events arrive: has the proxy raise one about a call that does not exist, and waits
 * for it to come in.
 */
final class EventProbe {

  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final TypedBus bus;
  private final Function<MiRequest, Future<MiResult>> mi;

  EventProbe(Vertx vertx, Function<MiRequest, Future<MiResult>> mi) {
    this.vertx = vertx;
    this.bus = new TypedBus(vertx);
    this.mi = mi;
  }

  /** Succeeds when the event has come; fails with a {@link LinkProblem} if it does not. */
  Future<Void> prove() {
    CallId nobody = new CallId("call-api-probe-" + UUID.randomUUID());
    Promise<Void> arrived = Promise.promise();
    TypedBus.Registration ear =
        bus.listen(CallEvent.ADDRESS.of(nobody), event -> arrived.tryComplete());
    long again = vertx.setPeriodic(EVERY.toMillis(), id -> raise(nobody, arrived));
    long end = vertx.setTimer(PATIENCE.toMillis(), id -> arrived.tryFail(nothingCame()));
    raise(nobody, arrived);
    return arrived
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(again);
              vertx.cancelTimer(end);
            })
        .eventually(ear::cancel);
  }

  private void raise(CallId nobody, Promise<Void> arrived) {
    JsonObject params =
        new JsonObject()
            .put("callid", nobody.value())
            .put("leg", "caller")
            .put("action", "hold")
            .put("state", "start");
    // The parameters are a text for OpenSIPS, which holds JSON.
    mi.apply(
            MiRequest.once("raise_event")
                .with("event", EventNames.HOLD)
                .with("params", params.encode()))
        .onFailure(
            failure -> {
              if (failure instanceof MiException) {
                arrived.tryFail(failure);
              }
            });
  }

  private static LinkProblem nothingCame() {
    return new LinkProblem(
        "Management answers, but no event arrives: check events.host, events.advertised and the"
            + " firewall between the proxy and this server");
  }
}
