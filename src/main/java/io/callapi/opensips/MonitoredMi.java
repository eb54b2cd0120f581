package io.callapi.opensips;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A transport whose signs of life are noticed, and whose requests can be given up together. */
final class MonitoredMi extends MiDecorator {

  private final Runnable heard;
  private final Set<Promise<MiResult>> underWay = new LinkedHashSet<>();

  MonitoredMi(MiTransport transport, Runnable heard) {
    super(transport);
    this.heard = heard;
  }

  @Override
  public Future<MiResult> call(MiRequest request, Duration deadline) {
    if (isOccupied()) {
      heard.run(); // over HTTP alone, while a phone rings
    }
    Promise<MiResult> reply = Promise.promise();
    underWay.add(reply);
    transport().call(request, deadline).onComplete(result -> settle(reply, result));
    return reply.future();
  }

  private void settle(Promise<MiResult> reply, AsyncResult<MiResult> result) {
    underWay.remove(reply);
    if (result.succeeded() || result.cause() instanceof MiException) {
      heard.run();
    }
    if (result.succeeded()) {
      reply.tryComplete(result.result());
    } else {
      reply.tryFail(result.cause());
    }
  }

  /** Fails all that is under way: whoever was to reply is no longer there. */
  void abandon(Throwable failure) {
    List.copyOf(underWay).forEach(reply -> reply.tryFail(failure));
  }
}
