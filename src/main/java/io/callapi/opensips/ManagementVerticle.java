package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.SubscribeRequest.Subscribed;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.MiTransports;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.SipProxy;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management of one OpenSIPS: takes operations on calls and has them done. */
public final class ManagementVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementVerticle.class);

  private final ConnectorSettings settings;
  private @Nullable MiTransport mi;

  public ManagementVerticle(ConnectorSettings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    return MiTransports.open(vertx, settings.mi()).onSuccess(this::serve);
  }

  private void serve(MiTransport transport) {
    mi = transport;
    SipProxy proxy = new OpenSipsProxy(transport, settings);
    TypedBus bus = new TypedBus(vertx);
    bus.serve(ProxyRequest.ADDRESS.of(settings.name()), request -> answer(request, proxy));
    bus.serve(
        SubscribeRequest.ADDRESS.of(settings.name()), request -> subscribe(request, transport));
  }

  private static Future<ProxyRequest.Reply> answer(ProxyRequest request, SipProxy proxy) {
    return request
        .applyTo(proxy)
        .<ProxyRequest.Reply>map(reply -> reply)
        .otherwise(e -> refused(request, e));
  }

  private static ProxyRequest.Refused refused(ProxyRequest request, Throwable failure) {
    if (!(failure instanceof CallFailure)) {
      LOG.error("{} failed through a defect", request, failure);
    }
    return new ProxyRequest.Refused(CallFailure.causeOf(failure));
  }

  private Future<Subscribed> subscribe(SubscribeRequest request, MiTransport transport) {
    MiRequest subscribe =
        MiRequest.of("event_subscribe")
            .with("event", request.event())
            .with("socket", request.socket())
            .with("expire", request.expire());
    return transport
        .call(subscribe, settings.timeout())
        .map(ok -> new Subscribed(""))
        .otherwise(e -> new Subscribed(String.valueOf(e.getMessage())));
  }

  @Override
  public Future<?> stop() {
    return mi == null ? Future.succeededFuture() : mi.close();
  }
}
