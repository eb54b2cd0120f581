package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.EventSink.Noted;
import io.callapi.opensips.flow.Pace;
import io.callapi.opensips.mi.MiTransports;
import io.callapi.proxy.LinkQuery;
import io.callapi.proxy.ProxyMeters;
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
  private final ProxyMeters meters;
  private @Nullable Connector connector;

  public ManagementVerticle(ConnectorSettings settings) {
    this(settings, ProxyMeters.NONE);
  }

  /**
   * @param meters counts what is asked
   */
  public ManagementVerticle(ConnectorSettings settings, ProxyMeters meters) {
    this.settings = settings;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    if (settings.mi().datagram() == null) {
      LOG.warn(
          "proxy {}: management over HTTP alone ({}): one call is started at a time, and all else"
              + " waits while its phone rings, for mi_http is one process; better configure mi.url"
              + " (mi_datagram) beside mi.http_url",
          settings.name(),
          settings.mi());
    }
    Pace pace = new Pace(settings.flow(), meters);
    return MiTransports.open(vertx, settings.mi(), pace)
        .map(transport -> new Connector(vertx, settings, transport, pace))
        .onSuccess(this::serve);
  }

  private void serve(Connector opened) {
    connector = opened;
    String name = settings.name();
    TypedBus bus = new TypedBus(vertx);
    bus.serve(SipProxy.ADDRESS.of(name), opened::answer);
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
