package io.callapi.calls;

import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Dialogs;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A proxy that shows the dialogs which the test gives it, and notes what it is asked. */
final class ListingProxy implements SipProxy {

  private final List<ProxyRequest<?>> requests = new ArrayList<>();
  private final Map<CallId, List<Dialog>> dialogs = new LinkedHashMap<>();
  private final Set<CallId> hiddenFromLookUp = new HashSet<>();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private boolean isSlow;
  private boolean isSilent;
  private @Nullable Class<?> unanswered;

  /** Has these from now on, instead of those of the same Call-ID. */
  void has(Dialog... up) {
    for (Dialog dialog : up) {
      dialogs.put(dialog.callId(), List.of(dialog));
    }
  }

  void hasBoth(Dialog one, Dialog other) {
    dialogs.put(one.callId(), List.of(one, other));
  }

  void loses(CallId callId) {
    dialogs.remove(callId);
  }

  /** Does not find it by its Call-ID: a dead twin is in the way. */
  void hidesFromLookUp(CallId callId) {
    hiddenFromLookUp.add(callId);
  }

  /** Answers with what it had when asked, when {@link #answers} says so. */
  void isSlow() {
    isSlow = true;
  }

  void answers() {
    held.remove().run();
  }

  void isSilent(boolean silent) {
    isSilent = silent;
  }

  /** Does not answer the next request of that kind. */
  void losesReplyTo(Class<?> kind) {
    unanswered = kind;
  }

  List<ProxyRequest<?>> requests() {
    return requests;
  }

  int count(Class<?> kind) {
    return (int) requests.stream().filter(kind::isInstance).count();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> Future<R> ask(ProxyRequest<R> request) {
    requests.add(request);
    if (isSilent || request.getClass() == unanswered) {
      unanswered = null;
      return Future.failedFuture(new CallFailure(Reason.NO_REPLY, Cause.timeout("no reply")));
    }
    R answer = (R) answerTo(request);
    if (!isSlow) {
      return Future.succeededFuture(answer);
    }
    Promise<R> later = Promise.promise();
    held.add(() -> later.complete(answer));
    return later.future();
  }

  private Object answerTo(ProxyRequest<?> request) {
    if (request instanceof LookUp look) {
      boolean shows = !hiddenFromLookUp.contains(look.callId());
      return new Dialogs(shows ? dialogs.getOrDefault(look.callId(), List.of()) : List.of());
    }
    return request instanceof ListDialogs
        ? new Dialogs(dialogs.values().stream().flatMap(List::stream).toList())
        : new Done();
  }
}
