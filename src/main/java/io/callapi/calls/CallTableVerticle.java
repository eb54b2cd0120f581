package io.callapi.calls;

import io.callapi.bus.TypedBus;
import io.callapi.calls.view.TableNews;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallState;
import io.callapi.proxy.ProxyPool.CallSeen;
import io.callapi.proxy.SipProxy;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** The table of the calls of one proxy, on an event loop of its own. */
public final class CallTableVerticle extends VerticleBase {

  private final String proxyName;
  private final SipProxy proxy;
  private final CallTableSettings settings;

  /**
   * @param proxyName the proxy's name in the configuration
   * @param proxy that proxy, as this verticle asks it
   */
  public CallTableVerticle(String proxyName, SipProxy proxy, CallTableSettings settings) {
    this.proxyName = proxyName;
    this.proxy = proxy;
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    TypedBus bus = new TypedBus(vertx);
    CallTableService service =
        new CallTableService(
            proxyName,
            proxy,
            settings,
            new VertxTime(vertx),
            news -> publish(bus, news),
            news -> bus.publish(TableNews.ADDRESS.of(proxyName), news));
    bus.listen(
        CallEvent.REPORTED.of(proxyName),
        event -> {
          service.on(event);
          tellWhere(bus, event);
        });
    bus.serve(CallsReport.ADDRESS.of(proxyName), service::take);
    bus.serve(CallsRequest.ADDRESS.of(proxyName), service::answer);
    return Future.succeededFuture();
  }

  /** Whoever looks for a call among several proxies need not ask them all. */
  private void tellWhere(TypedBus bus, CallEvent event) {
    if (event instanceof DialogChanged changed) {
      boolean ended = changed.state() == CallState.ENDED;
      bus.publish(CallSeen.ADDRESS, new CallSeen(proxyName, changed.callId(), ended));
    }
  }

  private void publish(TypedBus bus, CallNews news) {
    bus.publish(CallNews.ADDRESS.of(proxyName + "." + news.callId()), news);
  }
}
