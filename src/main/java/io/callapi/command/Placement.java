package io.callapi.command;

import io.callapi.command.StartCommand.Reason;
import io.callapi.command.StartCommand.Refused;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.ProxyPool;
import io.callapi.proxy.ProxyPool.Choice;
import io.callapi.proxy.ProxyPool.Member;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Where a command is to run: a proxy, the proxy that has a call, or nowhere; one of the three.
 *
 * @param refusal why it cannot run now
 * @param sought the call whose proxy is still to be found
 */
record Placement(@Nullable Refused refusal, @Nullable Member member, @Nullable CallId sought) {

  private static final int RETRY_AFTER_MS = 1000;

  static Placement of(Subject subject, ProxyPool pool) {
    if (subject instanceof Subject.NewCall call) {
      return of(pool.forNewCall(call.proxy()), null);
    }
    if (subject instanceof Subject.ExistingCall call) {
      return of(pool.forCall(call.callId()), call.callId());
    }
    return new Placement(null, pool.any(), null);
  }

  private static Placement of(Choice choice, @Nullable CallId call) {
    if (choice instanceof Choice.Found found) {
      return new Placement(null, found.member(), null);
    }
    if (choice instanceof Choice.Unusable unusable) {
      return new Placement(down(unusable.link()), null, null);
    }
    if (choice instanceof Choice.Full full) {
      String text = "too many commands run on " + full.proxy();
      return new Placement(
          new Refused(Reason.TOO_MANY, text, full.proxy(), RETRY_AFTER_MS), null, null);
    }
    if (choice instanceof Choice.NoSuchProxy none) {
      String text = "is not the name of a proxy: " + none.name();
      return new Placement(new Refused(Reason.NO_SUCH_PROXY, text, none.name(), null), null, null);
    }
    return new Placement(null, null, call);
  }

  private static Refused down(LinkStatus link) {
    return new Refused(Reason.PROXY_DOWN, link.reason(), link.proxy(), link.retryAfterMs());
  }

  /** The proxy; asks all of them if it is not known. */
  Future<Member> find(ProxyPool pool) {
    if (sought != null) {
      return pool.locate(sought);
    }
    return member != null
        ? Future.succeededFuture(member)
        : Future.failedFuture(new IllegalStateException("a refused command does not run"));
  }
}
