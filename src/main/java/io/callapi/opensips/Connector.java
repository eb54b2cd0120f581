package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.flow.CommandAdmission;
import io.callapi.opensips.flow.Pace;
import io.callapi.opensips.flow.Urgency;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.recipe.Recipes;
import io.callapi.opensips.recipe.Timers;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallEvent.DuplicateReply;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.LinkQuery.LinkReport;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.proxy.ProxyRequest.Result;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the connection to one OpenSIPS, put together: requests go through while it is up.
 */
final class Connector implements Link.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final TypedBus bus;
  private final ConnectorSettings settings;
  private final FlowControlledMi flow;
  private final PressureReporter pressure;
  private final MonitoredMi mi;
  private final Recipes recipes;
  private final EventSubscriptions subscriptions;
  private final Link link;
  private final DeferredReleases deferred;
  private final CallsReporter reporter;
  private boolean reported;
  private boolean started;

  /**
   * @param pace how fast the transport may be used
   */
  Connector(Vertx vertx, ConnectorSettings settings, MiTransport transport, Pace pace) {
    this.bus = new TypedBus(vertx);
    this.settings = settings;
    transport.onEcho(this::tellDuplicate);
    VersionReader version = new VersionReader(this::ask);
    Timers timers = Timers.on(vertx);
    this.flow =
        new FlowControlledMi(
            new NamedMi(transport, version::nameOf), pace, settings.flow(), timers);
    CommandAdmission admission = new CommandAdmission(pace, settings.flow());
    this.pressure = new PressureReporter(bus, settings.name(), timers, admission, flow.queue());
    flow.onAsked(pressure::asked);
    this.mi = new MonitoredMi(flow, this::heard);
    this.recipes =
        new Recipes(vertx, mi, settings.recipes(), () -> version.release().map(Release::referBy));
    this.deferred = new DeferredReleases(timers, recipes::carryOut);
    this.reporter = new CallsReporter(bus, settings.name(), recipes::carryOut);
    this.subscriptions = new EventSubscriptions(this::ask, settings.events().expire());
    EventProbe probe = new EventProbe(vertx, settings.name(), this::ask);
    Handshake handshake = new Handshake(this::ask, version, subscriptions, probe);
    LinkTiming timing = LinkTiming.usual(settings.events().expire());
    this.link = new Link(vertx, settings.name(), handshake, timing, this);
    bus.listen(CallEvent.REPORTED.of(settings.name()), this::on);
  }

  /** Beside what waits: that a proxy is late must not look as if it were gone. */
  private Future<MiResult> ask(MiRequest request) {
    return mi.call(request.urgency(Urgency.PROBE), settings.timeout());
  }

  private void tellDuplicate(MiRequest request) {
    if (request.params().get("callid") instanceof String text) {
      bus.publish(CallEvent.REPORTED.of(settings.name()), new DuplicateReply(new CallId(text)));
    }
  }

  private void heard() {
    link.heard();
  }

  private void on(CallEvent event) {
    deferred.on(event);
    if (event instanceof DialogChanged change) {
      recipes.onDialog(change);
    }
  }

  /** Sets the link up, with events sent to the listener as soon as it can be reached. */
  void connect(EventSink sink) {
    subscriptions.sendTo(sink);
    if (!started) {
      started = true;
      link.start();
    }
  }

  LinkReport report() {
    return link.report();
  }

  /** Carries out an order, or refuses it at once if the link is down. */
  Future<Result> answer(Order order) {
    ProxyRequest<?> request = order.request();
    if (!link.status().isUsable()) {
      deferred.remember(request);
      return Future.succeededFuture(new Result(new Refused(Reason.UNREACHABLE, down())));
    }
    deferred.forget(request);
    return recipes
        .carryOut(order)
        .map(Result::new)
        .otherwise(failure -> new Result(refused(request, failure)));
  }

  private Cause down() {
    return Cause.proxy("Proxy " + settings.name() + " is down: " + link.status().reason());
  }

  private Refused refused(ProxyRequest<?> request, Throwable failure) {
    if (!(failure instanceof CallFailure)) {
      LOG.error("{} failed through a defect", request, failure);
    }
    CallFailure known = CallFailure.of(failure);
    if (known.is(Reason.NO_REPLY) || known.is(Reason.UNREACHABLE)) {
      deferred.remember(request);
      undoIfUp(request);
    }
    return new Refused(known.reason(), known.cause());
  }

  /** If the link is down, that waits until it is up. */
  private void undoIfUp(ProxyRequest<?> request) {
    if (link.status().isUsable()) {
      deferred.undo(request);
    }
  }

  @Override
  public void changed(LinkStatus status) {
    bus.publish(LinkStatus.ADDRESS, status);
    if (status.isUsable()) {
      pressure.asked(); // what is known of the proxy now has been learnt by setting up the link
    }
    if (status.isUsable() && reported) {
      reported = false;
      deferred.undoAll();
    }
  }

  @Override
  public void restarted() {
    var restarted = new CallFailure(Reason.UNREACHABLE, Cause.proxy("The proxy has restarted"));
    mi.abandon(restarted);
    flow.abandonQueue(restarted);
  }

  @Override
  public Future<Void> regained(boolean restarted) {
    if (restarted) {
      restarted();
    }
    return reporter.report(restarted).onSuccess(done -> reported = true);
  }

  @Override
  public String trouble() {
    return mi.trouble();
  }

  @Override
  public String ways() {
    return settings.mi().ways();
  }

  Future<Void> close() {
    return link.stop()
        .timeout(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .compose(unsubscribed -> mi.close());
  }
}
