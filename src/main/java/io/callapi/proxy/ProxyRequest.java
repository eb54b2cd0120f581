package io.callapi.proxy;

import io.callapi.bus.Address;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import java.util.List;

/** An operation of {@link SipProxy}, as a message to the unit that manages a proxy. */
public sealed interface ProxyRequest {

  /** {@code callapi.proxy.<name of the proxy>} (request): one consumer on each node. */
  Address.Family<ProxyRequest, Reply> ADDRESS =
      new Address.Family<>("callapi.proxy", ProxyRequest.class, Reply.class);

  /** Has the operation done. */
  Future<? extends Reply> applyTo(SipProxy proxy);

  record PlaceLeg(CallId callId, SipUri target, SipUri shownAs) implements ProxyRequest {
    @Override
    public Future<Done> applyTo(SipProxy proxy) {
      return proxy.placeLeg(callId, target, shownAs).map(new Done());
    }
  }

  record CancelLeg(CallId callId) implements ProxyRequest {
    @Override
    public Future<Done> applyTo(SipProxy proxy) {
      return proxy.cancelLeg(callId).map(new Done());
    }
  }

  record Refer(CallId callId, Leg leg, SipUri destination) implements ProxyRequest {
    @Override
    public Future<Done> applyTo(SipProxy proxy) {
      return proxy.refer(callId, leg, destination).map(new Done());
    }
  }

  record Replace(CallId callId, Leg leg, CallId peerCallId, Leg peerLeg) implements ProxyRequest {
    @Override
    public Future<Done> applyTo(SipProxy proxy) {
      return proxy.replace(callId, leg, peerCallId, peerLeg).map(new Done());
    }
  }

  record Hold(CallId callId) implements ProxyRequest {
    @Override
    public Future<Done> applyTo(SipProxy proxy) {
      return proxy.hold(callId).map(new Done());
    }
  }

  record Resume(CallId callId) implements ProxyRequest {
    @Override
    public Future<Done> applyTo(SipProxy proxy) {
      return proxy.resume(callId).map(new Done());
    }
  }

  record End(CallId callId) implements ProxyRequest {
    @Override
    public Future<Done> applyTo(SipProxy proxy) {
      return proxy.end(callId).map(new Done());
    }
  }

  record LookUp(CallId callId) implements ProxyRequest {
    @Override
    public Future<Found> applyTo(SipProxy proxy) {
      return proxy.lookUp(callId).map(call -> new Found(List.of(call)));
    }
  }

  record ListCalls() implements ProxyRequest {
    @Override
    public Future<Found> applyTo(SipProxy proxy) {
      return proxy.calls().map(Found::new);
    }
  }

  /** What came of it. */
  sealed interface Reply {}

  /** It is done, or has begun. */
  record Done() implements Reply {}

  /** These are the calls. */
  record Found(List<Call> calls) implements Reply {}

  /** It was refused, or has failed. */
  record Refused(Cause cause) implements Reply {}
}
