package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.flow.Admission;
import io.callapi.opensips.flow.Pace;
import io.callapi.opensips.flow.Urgency;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.RequestEcho;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallSnapshot;
import io.callapi.proxy.Cause;
import io.callapi.proxy.LinkQuery.LinkReport;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
  private final OpenSipsProxy proxy;
  private final Subscriptions subscriptions;
  private final Link link;
  private final Leftovers leftovers;
  private @Nullable CallSnapshot news;
  private boolean started;

  /**
   * @param pace how fast the transport may be used
   */
  Connector(Vertx vertx, ConnectorSettings settings, MiTransport transport, Pace pace) {
    this.bus = new TypedBus(vertx);
    this.settings = settings;
    transport.onEcho(this::tellEcho);
    VersionReader version = new VersionReader(this::ask);
    this.flow =
        new FlowControlledMi(
            new NamedMi(transport, version::nameOf), pace, settings.flow(), Later.on(vertx));
    Admission admission = new Admission(pace, settings.flow());
    this.pressure =
        new PressureReporter(bus, settings.name(), Later.on(vertx), admission, flow.queue());
    flow.onAsked(pressure::asked);
    this.mi = new MonitoredMi(flow, this::heard);
    this.proxy = new OpenSipsProxy(vertx, mi, settings, version);
    this.leftovers = new Leftovers(vertx, proxy);
    this.subscriptions = new Subscriptions(this::ask, settings.events().expire());
    EventProbe probe = new EventProbe(vertx, settings.name(), this::ask);
    Handshake handshake = new Handshake(this::ask, version, subscriptions, probe);
    LinkTiming timing = LinkTiming.usual(settings.events().expire());
    this.link = new Link(vertx, settings.name(), handshake, timing, this);
  }

  /** Beside what waits: that a proxy is late must not look as if it were gone. */
  private Future<MiResult> ask(MiRequest request) {
    return mi.call(request.urgency(Urgency.PROBE), settings.timeout());
  }

  private void tellEcho(MiRequest request) {
    if (request.params().get("callid") instanceof String text) {
      CallId call = new CallId(text);
      bus.publish(CallEvent.ADDRESS.of(call), new RequestEcho(call));
    }
  }

  private void heard() {
    link.heard();
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

  /** Has an operation done, or refuses it at once if the link is down. */
  Future<ProxyRequest.Reply> answer(ProxyRequest request) {
    if (!link.status().isUsable()) {
      remember(request);
      return Future.succeededFuture(new ProxyRequest.Refused(down()));
    }
    forget(request);
    return request
        .applyTo(proxy)
        .<ProxyRequest.Reply>map(reply -> reply)
        .otherwise(failure -> refused(request, failure));
  }

  private Cause down() {
    return Cause.proxy("Proxy " + settings.name() + " is down: " + link.status().reason());
  }

  /** What is asked now counts, not what was asked of that call before. */
  private void forget(ProxyRequest request) {
    if (request instanceof ProxyRequest.PlaceLeg leg) {
      leftovers.forget(leg.callId());
    } else if (request instanceof ProxyRequest.Hold hold) {
      leftovers.forgetToResume(hold.callId());
    }
  }

  /** Nobody asks again, but what was asked is to come true. */
  private void remember(ProxyRequest request) {
    if (request instanceof ProxyRequest.End end) {
      leftovers.addToEnd(end.callId());
      undoIfThere(end.callId());
    } else if (request instanceof ProxyRequest.CancelLeg cancel) {
      leftovers.addToEnd(cancel.callId());
      undoIfThere(cancel.callId());
    } else if (request instanceof ProxyRequest.Resume resume) {
      leftovers.addToResume(resume.callId());
      undoIfThere(resume.callId());
    }
  }

  /** If the link is down, that waits until it is up. */
  private void undoIfThere(CallId call) {
    if (link.status().isUsable()) {
      leftovers.undo(call);
    }
  }

  private ProxyRequest.Refused refused(ProxyRequest request, Throwable failure) {
    if (!(failure instanceof CallFailure)) {
      LOG.error("{} failed through a defect", request, failure);
    }
    Cause cause = CallFailure.causeOf(failure);
    if (cause.source() == Cause.Source.TIMEOUT || cause.source() == Cause.Source.PROXY) {
      remember(request);
    }
    return new ProxyRequest.Refused(cause);
  }

  @Override
  public void changed(LinkStatus status) {
    bus.publish(LinkStatus.ADDRESS, status);
    CallSnapshot snapshot = news;
    if (status.isUsable()) {
      pressure.asked(); // what is known of the proxy now has been learnt by setting up the link
    }
    if (status.isUsable() && snapshot != null) {
      news = null;
      settle(snapshot);
    }
  }

  @Override
  public void restarted() {
    CallFailure restarted = new CallFailure(Cause.proxy("The proxy has restarted"));
    mi.abandon(restarted);
    flow.abandonQueue(restarted);
  }

  @Override
  public Future<Void> regained(boolean restarted) {
    if (restarted) {
      restarted();
    }
    return proxy
        .calls()
        .onSuccess(calls -> news = new CallSnapshot(settings.name(), calls, restarted))
        .mapEmpty();
  }

  @Override
  public String trouble() {
    return mi.trouble();
  }

  /** Now that requests go through again: what running commands do next may need them. */
  private void settle(CallSnapshot snapshot) {
    LOG.info("{}: {} calls after contact was lost", settings.name(), snapshot.calls().size());
    bus.publish(CallSnapshot.ADDRESS, snapshot);
    leftovers.undoAll();
  }

  Future<Void> close() {
    return link.stop()
        .timeout(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .compose(unsubscribed -> mi.close());
  }
}
