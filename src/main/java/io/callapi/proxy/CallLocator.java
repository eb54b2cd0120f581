package io.callapi.proxy;

import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.ProxyPool.CallSeen;
import io.callapi.proxy.ProxyPool.Member;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Knows which proxy has a call, from what was seen of it, else by asking all of them. */
final class CallLocator {

  private final List<Member> members;
  private final Predicate<Member> usable;
  private final KnownCalls known = new KnownCalls();

  CallLocator(List<Member> members, Predicate<Member> usable) {
    this.members = members;
    this.usable = usable;
  }

  void note(CallSeen seen) {
    if (seen.ended()) {
      known.remove(seen.callId());
    } else {
      members.stream()
          .filter(member -> member.name().equals(seen.proxy()))
          .forEach(member -> known.put(seen.callId(), member));
    }
  }

  /** The proxy, as far as it is known without asking; with a single one there is no question. */
  @Nullable Member known(CallId call) {
    return members.size() == 1 ? members.get(0) : known.find(call);
  }

  /** Asks all proxies; fails with 404 only if every one says that it does not know the call. */
  Future<Member> locate(CallId call) {
    return search(call).onSuccess(member -> known.put(call, member));
  }

  private Future<Member> search(CallId call) {
    return new CallSearch(call).among(members, usable);
  }

  /** Fails if another proxy has the call, or may have it. */
  Future<Void> requireNotElsewhere(CallId call, Member here) {
    if (members.size() == 1) {
      return goOn();
    }
    return here.proxy()
        .ask(new ProxyRequest.LookUp(call))
        .compose(
            found -> found.dialogs().isEmpty() ? searchElsewhere(call, here) : goOn(),
            unanswered -> goOn());
  }

  private Future<Void> searchElsewhere(CallId call, Member here) {
    return search(call)
        .compose(there -> there.equals(here) ? goOn() : apart(call, there, here))
        .recover(failure -> isUnknown(failure) ? goOn() : Future.failedFuture(failure));
  }

  private static Future<Void> goOn() {
    return Future.succeededFuture();
  }

  private static Future<Void> apart(CallId call, Member there, Member here) {
    String text = "Calls on two proxies cannot be joined: %s is on %s, the other call on %s";
    return Future.failedFuture(
        new CallFailure(
            Reason.NOT_POSSIBLE, Cause.proxy(text.formatted(call, there.name(), here.name()))));
  }

  private static boolean isUnknown(Throwable failure) {
    return failure instanceof CallFailure refusal && refusal.is(Reason.CALL_UNKNOWN);
  }
}
