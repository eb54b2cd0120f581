package io.callapi.bench.faults;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.fault.DatagramRelay;
import io.callapi.fault.FaultCounts;
import io.callapi.fault.FaultListener;
import io.callapi.fault.FaultPlan;
import io.callapi.fault.Faults;
import io.callapi.fault.FlowNames;
import io.callapi.simulator.SimulatedCall;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simulated proxy, relays, and Call API, in one process: requests and replies pass one relay,
 * events the other. The network is good until {@link #follow}.
 */
final class FaultBox {

  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx;
  private final SimulatedOpenSips proxy;
  private final FaultCounts counts = new FaultCounts();
  private final Faults mi;
  private final Faults events;
  private @Nullable CallApiConfig config;
  private String url = "";
  private Duration longestDelay = Duration.ZERO;

  FaultBox(Vertx vertx, SimulatorOptions phones, FlowNames names, FaultListener listener) {
    this.vertx = vertx;
    this.proxy = new SimulatedOpenSips(phones);
    FaultListener both =
        (flow, number, fate, data) -> {
          counts.decided(flow, number, fate, data);
          listener.decided(flow, number, fate, data);
        };
    this.mi = new Faults(FaultPlan.clean(0), names, both);
    this.events = new Faults(FaultPlan.clean(0), names, both);
  }

  /** Starts everything; clients can connect and events arrive when this succeeds. */
  Future<Void> start() {
    int eventPort = freePort();
    DatagramRelay eventRelay = new DatagramRelay("event", () -> eventPort, events);
    DatagramRelay miRelay = new DatagramRelay("mi", proxy::miPort, mi);
    return vertx
        .deployVerticle(proxy)
        .compose(v -> vertx.deployVerticle(miRelay))
        .compose(v -> vertx.deployVerticle(eventRelay))
        .compose(v -> startService(miRelay.port(), eventPort, eventRelay.port()))
        .compose(v -> untilSubscribed());
  }

  private Future<?> startService(int miPort, int eventPort, int advertisedPort) {
    CallApiConfig made = configuration(miPort, eventPort, advertisedPort);
    config = made;
    CallApiVerticle service = new CallApiVerticle(made, null);
    return vertx
        .deployVerticle(service)
        .compose(v -> service.port())
        .onSuccess(port -> url = "ws://" + LOOPBACK + ":" + port + made.wsServer().httpPath());
  }

  /** The defaults, but for a wait for phones that is a little longer than the proxy's own. */
  private static CallApiConfig configuration(int miPort, int eventPort, int advertisedPort) {
    JsonObject server =
        new JsonObject().put("host", LOOPBACK).put("port", 0).put("max_requests_per_second", 0);
    JsonObject mi =
        new JsonObject().put("url", LOOPBACK + ":" + miPort).put("invite_timeout", "20s");
    JsonObject events =
        new JsonObject()
            .put("host", LOOPBACK)
            .put("port", eventPort)
            .put("advertised", LOOPBACK + ":" + advertisedPort);
    return CallApiConfig.from(
        new JsonObject().put("ws_server", server).put("mi", mi).put("events", events));
  }

  private Future<Void> untilSubscribed() {
    return proxy.subscribers().size() >= 3
        ? Future.succeededFuture()
        : Waiting.moment(vertx).compose(v -> untilSubscribed());
  }

  /** The network is like this from now on. */
  void follow(FaultPlan plan) {
    mi.follow(plan);
    events.follow(plan);
    longestDelay = plan.delayMax();
  }

  /** How long a message may be on its way, with a little more for what it sets off. */
  Duration longestDelay() {
    return longestDelay.multipliedBy(2).plusMillis(500);
  }

  String url() {
    return url;
  }

  CallApiConfig config() {
    if (config == null) {
      throw new IllegalStateException("not started");
    }
    return config;
  }

  FaultCounts counts() {
    return counts;
  }

  /** The proxy's calls with a phone of that host; all if it is empty. */
  List<SimulatedCall> calls(String host) {
    String at = host.isEmpty() ? "" : "@" + host;
    return proxy.dialogs().stream()
        .filter(call -> call.fromUri().contains(at) || call.toUri().contains(at))
        .toList();
  }

  private static int freePort() {
    try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
