package io.callapi.proxy;

import io.callapi.proxy.ProxyPool.Member;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One of several proxies, which may share their calls: each lists all of them, but one alone may
 * end a call, and the others refuse. Then those are asked, one after another.
 */
final class SharedCallsProxy implements SipProxy {

  private final Member own;
  private final List<Member> others;
  private final Predicate<Member> usable;

  SharedCallsProxy(Member own, List<Member> all, Predicate<Member> usable) {
    this.own = own;
    this.others = all.stream().filter(member -> !member.name().equals(own.name())).toList();
    this.usable = usable;
  }

  @Override
  public Future<Void> end(CallId callId) {
    return own.proxy().end(callId).recover(failure -> unlessElsewhere(callId, failure));
  }

  private Future<Void> unlessElsewhere(CallId callId, Throwable failure) {
    return failure instanceof CallFailure refusal && refusal.isLeftToAnotherProxy()
        ? endElsewhere(callId, refusal)
        : Future.failedFuture(failure);
  }

  private Future<Void> endElsewhere(CallId callId, CallFailure refusal) {
    List<String> notAsked = new ArrayList<>();
    Future<Void> ended = Future.failedFuture(refusal);
    for (Member other : others) {
      if (usable.test(other)) {
        ended = ended.recover(failure -> endAt(other, callId, failure));
      } else {
        notAsked.add(other.name());
      }
    }
    return ended.recover(
        failure -> Future.failedFuture(isNo(failure) ? nobody(refusal, notAsked) : failure));
  }

  /** Unless the one before may have ended it: its answer was lost. */
  private static Future<Void> endAt(Member other, CallId callId, Throwable before) {
    return isNo(before) ? other.proxy().end(callId) : Future.failedFuture(before);
  }

  private static boolean isNo(Throwable failure) {
    return failure instanceof CallFailure refusal
        && (refusal.isLeftToAnotherProxy() || refusal.isCallUnknown());
  }

  /** That another one does not know the call says nothing: this one does. */
  private CallFailure nobody(CallFailure refusal, List<String> notAsked) {
    if (notAsked.isEmpty()) {
      return refusal;
    }
    String text = "%s may not end the call; the proxy that may was not asked: %s";
    return new CallFailure(Cause.proxy(text.formatted(own.name(), String.join(", ", notAsked))));
  }

  @Override
  public Future<Void> placeLeg(CallId callId, SipUri target, SipUri shownAs) {
    return own.proxy().placeLeg(callId, target, shownAs);
  }

  @Override
  public Future<Void> cancelLeg(CallId callId) {
    return own.proxy().cancelLeg(callId);
  }

  @Override
  public Future<Void> refer(CallId callId, Leg leg, SipUri destination) {
    return own.proxy().refer(callId, leg, destination);
  }

  @Override
  public Future<Void> replace(CallId callId, Leg leg, CallId peerCallId, Leg peerLeg) {
    return own.proxy().replace(callId, leg, peerCallId, peerLeg);
  }

  @Override
  public Future<Void> hold(CallId callId) {
    return own.proxy().hold(callId);
  }

  @Override
  public Future<Void> resume(CallId callId) {
    return own.proxy().resume(callId);
  }

  @Override
  public Future<Call> lookUp(CallId callId) {
    return own.proxy().lookUp(callId);
  }

  @Override
  public Future<List<Call>> calls() {
    return own.proxy().calls();
  }
}
