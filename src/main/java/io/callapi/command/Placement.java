package io.callapi.command;

import io.callapi.command.StartCommand.Reason;
import io.callapi.command.StartCommand.Refused;
import io.callapi.proxy.Choice;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.ProxyPool;
import io.callapi.proxy.ProxyPool.Member;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Where a command is to run: a proxy, the proxy that has a call, or nowhere.
 *
 * @param refusal why it cannot run now; null if it can
 * @param member null where the proxy that has the call is still to be found
 */
record Placement(Subject subject, @Nullable Refused refusal, @Nullable Member member) {

  private static final int RETRY_AFTER_MS = 1000;

  static Placement of(Subject subject, ProxyPool pool) {
    if (subject instanceof Subject.NewCall call) {
      return of(subject, pool.forNewCall(call.proxy()));
    }
    if (subject instanceof Subject.ExistingCall call) {
      return of(subject, pool.forCall(call.callId()));
    }
    if (subject instanceof Subject.TwoCalls calls) {
      return of(subject, pool.forCall(calls.callId()));
    }
    return new Placement(subject, null, pool.any());
  }

  private static Placement of(Subject subject, Choice choice) {
    if (choice instanceof Choice.Found found) {
      return new Placement(subject, null, found.member());
    }
    return new Placement(subject, refusal(choice), null);
  }

  private static @Nullable Refused refusal(Choice choice) {
    if (choice instanceof Choice.Unusable unusable) {
      LinkStatus link = unusable.link();
      return new Refused(Reason.PROXY_DOWN, link.reason(), link.proxy(), link.retryAfterMs());
    }
    if (choice instanceof Choice.Full full) {
      String text = "too many commands run on " + full.proxy();
      return new Refused(Reason.TOO_MANY, text, full.proxy(), RETRY_AFTER_MS);
    }
    if (choice instanceof Choice.Late late) {
      String text = "the proxy " + late.proxy() + " answers late: too many commands wait for it";
      return new Refused(Reason.TOO_MANY, text, late.proxy(), late.retryAfterMs());
    }
    if (choice instanceof Choice.NoSuchProxy none) {
      String text = "is not the name of a proxy: " + none.name();
      return new Refused(Reason.NO_SUCH_PROXY, text, none.name(), null);
    }
    return null;
  }

  Member memberOrThrow() {
    if (member == null) {
      throw new IllegalStateException("the proxy is still to be found: " + subject);
    }
    return member;
  }

  /** The proxy, with a place taken on it; asks all of them if it is not known. */
  Future<Member> find(ProxyPool pool) {
    Future<Member> place = member == null ? pool.locate(sought()) : Future.succeededFuture(member);
    return subject instanceof Subject.TwoCalls calls
        ? place.compose(found -> together(found, calls.other(), pool))
        : place;
  }

  private CallId sought() {
    if (subject instanceof Subject.ExistingCall call) {
      return call.callId();
    }
    if (subject instanceof Subject.TwoCalls calls) {
      return calls.callId();
    }
    throw new IllegalStateException("no call to look for: " + subject);
  }

  private static Future<Member> together(Member found, CallId other, ProxyPool pool) {
    return pool.requireNotElsewhere(other, found)
        .onFailure(elsewhere -> pool.release(found))
        .map(found);
  }
}
