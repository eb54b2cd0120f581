package io.callapi;

import io.callapi.bus.TypedBus;
import io.callapi.config.CallApiConfig;
import io.callapi.config.ProxyConfig;
import io.callapi.proxy.LinkQuery;
import io.callapi.proxy.LinkStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits a little for a proxy when the server starts, so that the first client is not refused. */
final class FirstLink {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final TypedBus bus;
  private final Promise<Void> usable = Promise.promise();

  FirstLink(Vertx vertx) {
    this.bus = new TypedBus(vertx);
  }

  /** Succeeds when the link to some proxy can be used, or after a while without one. */
  Future<Void> await(CallApiConfig config) {
    TypedBus.Registration ear = bus.listen(LinkStatus.ADDRESS, this::note);
    for (ProxyConfig proxy : config.proxies()) {
      bus.request(LinkQuery.ADDRESS.of(proxy.name()), new LinkQuery(), PATIENCE)
          .onSuccess(report -> note(report.now()));
    }
    return usable
        .future()
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .eventually(ear::cancel);
  }

  private void note(LinkStatus link) {
    if (link.isUsable()) {
      usable.tryComplete();
    }
  }
}
