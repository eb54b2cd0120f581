package io.callapi.proxy;

import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.ProxyPool.Member;
import io.callapi.proxy.ProxyRequest.Dialogs;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One search for a call: all proxies are asked at the same time.
 *
 * <p>That the call is unknown is true only if every proxy has said so. Where several share the
 * call, the one is found that may change it; if none says that it may, any of them.
 */
final class CallSearch {

  private static final Cause UNKNOWN = Cause.mi(404, "Dialog not found");

  private final CallId call;
  private final Promise<Member> found = Promise.promise();
  private final List<String> unanswered = new ArrayList<>();
  private final List<Member> backups = new ArrayList<>();

  CallSearch(CallId call) {
    this.call = call;
  }

  /**
   * Asks those that can be asked.
   *
   * @return the first that knows the call; fails with the words of the proxies if all of them say
   *     that they do not, else with the names of those that said nothing
   */
  Future<Member> among(List<Member> members, Predicate<Member> usable) {
    Future.join(members.stream().map(member -> ask(member, usable.test(member))).toList())
        .onComplete(all -> conclude());
    return found.future();
  }

  private void conclude() {
    if (backups.isEmpty()) {
      found.tryFail(failure());
    } else {
      found.tryComplete(backups.get(0));
    }
  }

  private Future<?> ask(Member member, boolean usable) {
    if (!usable) {
      unanswered.add(member.name());
      return Future.succeededFuture();
    }
    return member
        .proxy()
        .ask(new ProxyRequest.LookUp(call))
        .onFailure(failure -> unanswered.add(member.name()))
        .compose(answer -> judge(member, answer))
        .otherwiseEmpty();
  }

  private Future<?> judge(Member member, Dialogs answer) {
    return answer.dialogs().stream()
        .filter(Dialog::isUp)
        .findFirst()
        .map(dialog -> askForCharge(member, dialog))
        .orElseGet(Future::succeededFuture);
  }

  private Future<?> askForCharge(Member member, Dialog dialog) {
    return member
        .proxy()
        .ask(new ProxyRequest.TakeCharge(dialog.ref()))
        .onSuccess(done -> found.tryComplete(member))
        .onFailure(failure -> note(member, CallFailure.of(failure)));
  }

  /** A proxy that cannot say shares its calls with none. */
  private void note(Member member, CallFailure failure) {
    if (failure.is(Reason.NOT_IN_CHARGE)) {
      backups.add(member);
    } else {
      found.tryComplete(member);
    }
  }

  private Throwable failure() {
    if (unanswered.isEmpty()) {
      return new CallFailure(Reason.CALL_UNKNOWN, UNKNOWN);
    }
    return new CallFailure(
        Reason.NOT_POSSIBLE,
        Cause.proxy(
            "No proxy that answers has the call; not asked: " + String.join(", ", unanswered)));
  }
}
