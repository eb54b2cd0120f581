package io.callapi.proxy;

import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.ProxyRequest.Dialogs;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.proxy.ProxyRequest.Result;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A proxy without I/O: it notes what it is asked. Questions it answers at once, from the dialogs
 * that the test has given it; whatever is to be done waits until the test says what comes of it.
 */
public final class FakeProxy implements SipProxy {

  private final List<ProxyRequest<?>> requests = new ArrayList<>();
  private final List<Asked> unanswered = new ArrayList<>();
  private final Map<DialogId, Dialog> dialogs = new LinkedHashMap<>();
  private boolean silent;
  private boolean backup;
  private @Nullable Consumer<ProxyRequest<?>> obedience;

  private record Asked(ProxyRequest<?> request, Promise<Record> answer) {}

  /** From now on it does at once whatever it is asked; the reaction shows it. */
  public synchronized void obeys(Consumer<ProxyRequest<?>> reaction) {
    obedience = reaction;
  }

  /** From now on it has these dialogs too, or has them as they are here. */
  public synchronized void has(Dialog... up) {
    for (Dialog dialog : up) {
      dialogs.put(dialog.id(), dialog);
    }
  }

  /** From now on another proxy may change its dialogs. */
  public synchronized void isBackup() {
    backup = true;
  }

  /** From now on its answers are lost. */
  public synchronized void fallsSilent() {
    silent = true;
  }

  /**
   * The dialogs it has are as they are after this; whether anybody hears of it is another matter.
   */
  public synchronized void live(CallEvent event) {
    if (event instanceof DialogChanged change) {
      Dialog before = dialogs.get(change.id());
      dialogs.put(change.id(), in(change, before));
    }
  }

  private static Dialog in(DialogChanged change, @Nullable Dialog before) {
    return before == null
        ? dialog(change.callId(), change.id(), change.state())
        : new Dialog(
            before.id(),
            before.callId(),
            change.state(),
            before.caller(),
            before.callee(),
            List.of(),
            before.transferOf(),
            before.referMark(),
            before.ours());
  }

  /** A dialog between alice and bob. */
  public static Dialog dialog(CallId call, DialogId id, CallState state) {
    return new Dialog(
        id,
        call,
        state,
        new DialogLeg("sip:alice@h", "a", "sip:alice@192.0.2.1"),
        new DialogLeg("sip:bob@h", "b", "sip:bob@192.0.2.2"),
        List.of(),
        null,
        "",
        false);
  }

  /** The id of the dialog that a test means by a Call-ID. */
  public static DialogId idOf(CallId call) {
    return new DialogId("d-" + call);
  }

  /** Everything that was asked, in order. */
  public synchronized List<ProxyRequest<?>> requests() {
    return List.copyOf(requests);
  }

  /** What was asked to be done: everything but questions. */
  public List<ProxyRequest<?>> actions() {
    return requests().stream().filter(request -> !isQuestion(request)).toList();
  }

  private static boolean isQuestion(ProxyRequest<?> request) {
    return request instanceof ProxyRequest.LookUp
        || request instanceof ProxyRequest.ListDialogs
        || request instanceof ProxyRequest.TakeCharge;
  }

  /** Does the oldest request of that type that waits. */
  public void accept(Class<?> type) {
    oldest(type).answer().complete(new Done());
  }

  /** Refuses the oldest request of that type that waits. */
  public void refuse(Class<?> type, Reason reason, Cause cause) {
    oldest(type).answer().fail(new CallFailure(reason, cause));
  }

  private synchronized Asked oldest(Class<?> type) {
    Asked found =
        unanswered.stream()
            .filter(asked -> type.isInstance(asked.request()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + type + " waits in " + requests));
    unanswered.remove(found);
    return found;
  }

  /** As the unit that manages a proxy answers. */
  public Future<Result> answer(Order order) {
    return carryOut(order.request())
        .otherwise(
            failure -> new Refused(CallFailure.of(failure).reason(), CallFailure.causeOf(failure)))
        .map(Result::new);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> Future<R> ask(ProxyRequest<R> request) {
    return (Future<R>) carryOut(request);
  }

  private synchronized Future<Record> carryOut(ProxyRequest<?> request) {
    requests.add(request);
    if (isQuestion(request)) {
      return read(request);
    }
    if (obedience != null) {
      obedience.accept(request);
      return Future.succeededFuture(new Done());
    }
    Asked asked = new Asked(request, Promise.promise());
    unanswered.add(asked);
    return asked.answer().future();
  }

  private Future<Record> read(ProxyRequest<?> question) {
    if (silent) {
      return Future.failedFuture(
          new CallFailure(Reason.NO_REPLY, Cause.timeout("No reply from the proxy")));
    }
    if (question instanceof ProxyRequest.TakeCharge) {
      return backup
          ? Future.failedFuture(new CallFailure(Reason.NOT_IN_CHARGE, Cause.mi(403, "Backup")))
          : Future.succeededFuture(new Done());
    }
    List<Dialog> found =
        dialogs.values().stream()
            .filter(
                dialog ->
                    !(question instanceof ProxyRequest.LookUp one)
                        || (dialog.isUp() && dialog.callId().equals(one.callId())))
            .toList();
    return Future.succeededFuture(new Dialogs(found));
  }
}
