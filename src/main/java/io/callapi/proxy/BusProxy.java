package io.callapi.proxy;

import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.proxy.ProxyRequest.CancelLeg;
import io.callapi.proxy.ProxyRequest.End;
import io.callapi.proxy.ProxyRequest.Found;
import io.callapi.proxy.ProxyRequest.Hold;
import io.callapi.proxy.ProxyRequest.ListCalls;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.ProxyRequest.PlaceLeg;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.proxy.ProxyRequest.Replace;
import io.callapi.proxy.ProxyRequest.Resume;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** A proxy on the other side of the event bus. */
public final class BusProxy implements SipProxy {

  private final TypedBus bus;
  private final String name;
  private final Duration timeout;

  /**
   * @param name the proxy's name in the configuration
   * @param timeout longer than the connector's own deadlines, all of them
   */
  public BusProxy(TypedBus bus, String name, Duration timeout) {
    this.bus = bus;
    this.name = name;
    this.timeout = timeout;
  }

  @Override
  public Future<Void> placeLeg(CallId callId, SipUri target, SipUri shownAs) {
    return ask(new PlaceLeg(callId, target, shownAs)).mapEmpty();
  }

  @Override
  public Future<Void> cancelLeg(CallId callId) {
    return ask(new CancelLeg(callId)).mapEmpty();
  }

  @Override
  public Future<Void> refer(CallId callId, Leg leg, SipUri destination) {
    return ask(new Refer(callId, leg, destination)).mapEmpty();
  }

  @Override
  public Future<Void> replace(CallId callId, Leg leg, CallId peerCallId, Leg peerLeg) {
    return ask(new Replace(callId, leg, peerCallId, peerLeg)).mapEmpty();
  }

  @Override
  public Future<Void> hold(CallId callId) {
    return ask(new Hold(callId)).mapEmpty();
  }

  @Override
  public Future<Void> resume(CallId callId) {
    return ask(new Resume(callId)).mapEmpty();
  }

  @Override
  public Future<Void> end(CallId callId) {
    return ask(new End(callId)).mapEmpty();
  }

  @Override
  public Future<Call> lookUp(CallId callId) {
    return ask(new LookUp(callId)).map(reply -> ((Found) reply).calls().get(0));
  }

  @Override
  public Future<List<Call>> calls() {
    return ask(new ListCalls()).map(reply -> ((Found) reply).calls());
  }

  private Future<ProxyRequest.Reply> ask(ProxyRequest request) {
    return bus.request(ProxyRequest.ADDRESS.of(name), request, timeout)
        .recover(failure -> Future.failedFuture(unreachable(failure)))
        .compose(
            reply ->
                reply instanceof Refused refused
                    ? Future.failedFuture(new CallFailure(refused.cause()))
                    : Future.succeededFuture(reply));
  }

  private Throwable unreachable(Throwable failure) {
    return failure instanceof BusFailure lost && lost.kind() != BusFailure.Kind.FAILED
        ? new CallFailure(Cause.proxy("Proxy " + name + " cannot be reached"))
        : failure;
  }
}
