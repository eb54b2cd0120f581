package io.callapi.call;

import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.Deadlines;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.jsonrpc.JsonRpcMessage.Notification;
import io.callapi.proxy.Call;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.proxy.FakeProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A scope without I/O and with a clock of its own: time passes only when the test says so.
 *
 * <p>Unlike the real one it goes on delivering events after the end: none may do harm.
 */
final class FakeScope implements CommandScope {

  static final String COMMAND_ID = "cmd-1";

  private static final JsonRpcCodec CODEC = new JsonRpcCodec();

  private final FakeProxy proxy = new FakeProxy();
  private final List<Listener> listeners = new ArrayList<>();
  private final List<String> reports = new ArrayList<>();
  private final List<String> notTakenBack = new ArrayList<>();
  private final Set<Promise<?>> waits = new LinkedHashSet<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingInt(Timer::number));
  private long now;
  private int timersMade;
  private @Nullable Future<Void> run;
  private boolean cancelledAtOnce;

  private record Listener(CallId call, Consumer<CallEvent> consumer) {}

  private record Timer(long due, int number, Runnable action) {}

  /** Runs a command in a scope of its own, on a proxy that has these calls. */
  static FakeScope running(Function<CommandScope, Command> maker, Call... calls) {
    FakeScope scope = new FakeScope();
    scope.proxy.has(calls);
    scope.run = maker.apply(scope).run();
    return scope;
  }

  /** As above, cancelled before the command waits for anything. */
  static FakeScope cancelledAtOnce(Function<CommandScope, Command> maker, Call... calls) {
    FakeScope scope = new FakeScope();
    scope.cancelledAtOnce = true;
    scope.proxy.has(calls);
    scope.run = maker.apply(scope).run();
    return scope;
  }

  @Override
  public FakeProxy proxy() {
    return proxy;
  }

  /** The stages told to the client, as on the wire: {@code TransferStart {"callid":"…"}}. */
  List<String> reports() {
    return reports;
  }

  /** What could not be taken back; the real scope writes a warning to the log. */
  List<String> notTakenBack() {
    return notTakenBack;
  }

  /** Something happens at the proxy, which raises an event. */
  void raise(CallEvent... events) {
    for (CallEvent event : events) {
      proxy.live(event);
      hear(event);
    }
  }

  /** An event comes, but at the proxy all is as before. */
  void hear(CallEvent... events) {
    for (CallEvent event : events) {
      List.copyOf(listeners).stream()
          .filter(listener -> listener.call().equals(event.callId()))
          .forEach(listener -> listener.consumer().accept(event));
    }
  }

  /** Something happens at the proxy, but the event is lost. */
  void lose(CallEvent... events) {
    List.of(events).forEach(proxy::live);
  }

  /** Lets time pass. */
  void advance(Duration time) {
    long until = now + time.toMillis();
    Timer next = timers.peek();
    while (next != null && next.due() <= until) {
      timers.remove(next);
      now = next.due();
      if (isRunning()) {
        next.action().run();
      }
      next = timers.peek();
    }
    now = until;
  }

  /** The client cancels the command. */
  void cancel() {
    Cause cause = Cause.client("Cancelled");
    List.copyOf(waits).forEach(wait -> wait.tryFail(new CallFailure(cause)));
  }

  boolean isRunning() {
    return run != null && !run.isComplete();
  }

  boolean hasSucceeded() {
    return run != null && run.succeeded();
  }

  /** What the command has failed with; null if it has not. */
  @Nullable Cause failure() {
    return run != null && run.failed() ? CallFailure.causeOf(run.cause()) : null;
  }

  @Override
  public String commandId() {
    return COMMAND_ID;
  }

  @Override
  public Deadlines deadlines() {
    return Deadlines.defaults();
  }

  @Override
  public void listen(CallId call, Consumer<CallEvent> listener) {
    listeners.add(new Listener(call, listener));
  }

  @Override
  public void listenAfterwards(CallId call, Consumer<CallEvent> listener) {
    listen(call, listener);
  }

  @Override
  public void report(String event) {
    note(event);
  }

  @Override
  public void report(String event, Object data) {
    String json = CODEC.encode(new Notification("", data));
    note(event + " " + json.substring(json.indexOf("\"params\":") + 9, json.length() - 1));
  }

  private void note(String report) {
    if (run == null || isRunning()) {
      reports.add(report);
    }
  }

  @Override
  public <T> Future<T> within(Duration deadline, String step, Future<T> outcome) {
    Promise<T> wait = Promise.promise();
    waits.add(wait);
    if (cancelledAtOnce) {
      cancelledAtOnce = false;
      cancel();
    }
    after(deadline, () -> wait.tryFail(new CallFailure(Cause.timeout("No " + step + " in time"))));
    outcome.onSuccess(wait::tryComplete).onFailure(wait::tryFail);
    return wait.future().onComplete(settled -> waits.remove(wait));
  }

  @Override
  public void after(Duration delay, Runnable action) {
    if (run != null && !isRunning()) {
      return;
    }
    timers.add(new Timer(now + delay.toMillis(), timersMade++, action));
  }

  @Override
  public Future<Void> takeBack(String step, Future<Void> undoing) {
    return within(deadlines().end(), step, undoing)
        .onFailure(e -> notTakenBack.add(step + ": " + e.getMessage()))
        .otherwiseEmpty();
  }
}
