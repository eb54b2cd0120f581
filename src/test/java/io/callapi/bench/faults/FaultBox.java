package io.callapi.bench.faults;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.fault.FaultListener;
import io.callapi.fault.FlowNames;
import io.callapi.simulator.HttpOptions;
import io.callapi.simulator.SimulatedCall;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simulated proxy, relays, and Call API, in one process: each way between the two leads through a
 * relay of its own. The network is good until {@link #follow}.
 */
final class FaultBox {

  private static final String LOOPBACK = "127.0.0.1";

  /** As conf/opensips.cfg has it; the least that OpenSIPS takes is less than an INVITE. */
  private static final int POST_BUFFER = 65_536;

  private final Vertx vertx;
  private final SimulatedOpenSips proxy;
  private final Transports transports;
  private final Wires wires;
  private @Nullable CallApiConfig config;
  private String url = "";
  private Duration longestDelay = Duration.ZERO;

  FaultBox(
      Vertx vertx,
      SimulatorOptions phones,
      Transports transports,
      FlowNames names,
      FaultListener listener) {
    this.vertx = vertx;
    this.transports = transports;
    HttpOptions http = HttpOptions.defaults().withPostBufferSize(POST_BUFFER);
    this.proxy = new SimulatedOpenSips(transports.mi().http() ? phones.withHttp(http) : phones);
    this.wires = new Wires(transports, proxy::miPort, proxy::httpPort, names, listener);
  }

  /** Starts everything; clients can connect and events arrive when this succeeds. */
  Future<Void> start() {
    return vertx
        .deployVerticle(proxy)
        .compose(v -> wires.open(vertx))
        .compose(v -> startService())
        .compose(v -> untilSubscribed());
  }

  private Future<?> startService() {
    CallApiConfig made = configuration();
    config = made;
    CallApiVerticle service = new CallApiVerticle(made, null);
    return vertx
        .deployVerticle(service)
        .compose(v -> service.port())
        .onSuccess(port -> url = "ws://" + LOOPBACK + ":" + port + made.wsServer().httpPath());
  }

  /** The defaults, but for a wait for phones that is a little longer than the proxy's own. */
  private CallApiConfig configuration() {
    JsonObject server =
        new JsonObject().put("host", LOOPBACK).put("port", 0).put("max_requests_per_second", 0);
    JsonObject made =
        new JsonObject()
            .put("ws_server", server)
            .put("management", new JsonObject().put("enabled", false));
    wires.configure(made);
    made.getJsonObject("mi").put("invite_timeout", "20s");
    return CallApiConfig.from(made);
  }

  private Future<Void> untilSubscribed() {
    return proxy.subscribers().size() >= wires.subscriptions()
        ? Future.succeededFuture()
        : Waiting.moment(vertx).compose(v -> untilSubscribed());
  }

  /** The network is like this from now on. */
  void follow(Network network) {
    wires.follow(network);
    longestDelay = network.longestDelay();
  }

  /** How long a message may be on its way, with a little more for what it sets off. */
  Duration longestDelay() {
    return longestDelay.multipliedBy(2).plusMillis(500);
  }

  Wires wires() {
    return wires;
  }

  /** Over HTTP alone nothing is quick, and much at once only waits. */
  boolean startsOneCallAtATime() {
    return transports.mi() == Management.HTTP;
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

  /** What has passed the relays. */
  String counts() {
    return wires.counts();
  }

  /** One phone calls another without being asked; succeeds when that has answered. */
  Future<CallId> call(SipUri from, SipUri to) {
    return here(proxy.placeCall(from, to));
  }

  /** The caller's phone hangs up. */
  Future<?> hangUp(CallId call) {
    return here(proxy.hangUp(call, Leg.CALLER));
  }

  /** Phones have a thread of their own. */
  private <T> Future<T> here(Future<T> there) {
    Context here = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    there.onComplete(result -> here.runOnContext(v -> promise.handle(result)));
    return promise.future();
  }

  /** The proxy's calls with a phone of that host; all if it is empty. */
  List<SimulatedCall> calls(String host) {
    String at = host.isEmpty() ? "" : "@" + host;
    return proxy.dialogs().stream()
        .filter(call -> call.fromUri().contains(at) || call.toUri().contains(at))
        .toList();
  }
}
