package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.EventSink.Noted;
import io.callapi.opensips.mi.MiTransports;
import io.callapi.proxy.LinkQuery;
import io.callapi.proxy.ProxyRequest;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/** The management of one OpenSIPS: takes operations on calls and has them done. */
public final class ManagementVerticle extends VerticleBase {

  private final ConnectorSettings settings;
  private @Nullable Connector connector;

  public ManagementVerticle(ConnectorSettings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    return MiTransports.open(vertx, settings.mi())
        .map(transport -> new Connector(vertx, settings, transport))
        .onSuccess(this::serve);
  }

  private void serve(Connector opened) {
    connector = opened;
    String name = settings.name();
    TypedBus bus = new TypedBus(vertx);
    bus.serve(ProxyRequest.ADDRESS.of(name), opened::answer);
    bus.serve(LinkQuery.ADDRESS.of(name), query -> Future.succeededFuture(opened.report()));
    bus.serve(EventSink.ADDRESS.of(name), sink -> note(sink, opened));
  }

  private static Future<Noted> note(EventSink sink, Connector opened) {
    opened.connect(sink);
    return Future.succeededFuture(new Noted());
  }

  @Override
  public Future<?> stop() {
    return connector == null ? Future.succeededFuture() : connector.close();
  }
}
