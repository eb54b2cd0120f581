package io.callapi.command;

import io.callapi.bus.TypedBus;
import io.callapi.bus.TypedBus.Registration;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallLost;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallSnapshot;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyPool.Member;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running command: its address, its subscriptions, its timers and its deadline.
 *
 * <p>Everything that a command opens goes through here and is released here, so a command cannot
 * leak or run for ever. Cancelling fails the step that the command waits for; it then takes back
 * what it has begun, and those last steps are not cancelled again.
 */
final class CommandActor implements CommandScope {

  private static final Logger LOG = LoggerFactory.getLogger(CommandActor.class);

  /** As long as a SIP request may be on its way (RFC 3261, section 17.1.2.2, timer F). */
  private static final Duration AFTERWARDS = Duration.ofSeconds(32);

  private final Vertx vertx;
  private final TypedBus bus;
  private final CommandSettings settings;
  private final StartCommand request;
  private final Promise<Outcome> ended = Promise.promise();
  private final List<Registration> registrations = new ArrayList<>();
  private final List<Registration> afterwards = new ArrayList<>();
  private final Map<CallId, List<Consumer<CallEvent>>> listeners = new HashMap<>();
  private final Set<Long> timers = new HashSet<>();
  private final Set<Promise<?>> waits = new LinkedHashSet<>();
  private final long startedAt = System.nanoTime();
  private final Set<String> sessions = new LinkedHashSet<>();
  private @Nullable Member member;
  private boolean interrupted;
  private @Nullable Cause interruptionToCome;
  private String lastEvent = "Started";

  CommandActor(Vertx vertx, CommandSettings settings, StartCommand request) {
    this.vertx = vertx;
    this.bus = new TypedBus(vertx);
    this.settings = settings;
    this.request = request;
    sessions.add(request.session());
  }

  /** Hears signals from now on: whoever learns that the command was started may send one. */
  void open() {
    registrations.add(
        bus.serve(
            CommandSignal.ADDRESS.of(commandId()), signal -> Future.succeededFuture(on(signal))));
  }

  /**
   * Runs the command; succeeds when it has ended and everything is released.
   *
   * @param where the proxy to run on
   */
  Future<Outcome> start(CommandType<?> type, Future<Member> where) {
    Future<Void> run = where.compose(found -> run(type, found));
    if (!run.isComplete()) {
      after(settings.deadlines().total(), this::cutShort);
    }
    run.onSuccess(done -> finish(null)).onFailure(e -> finish(causeOf(e)));
    return ended.future();
  }

  /** Reached through a defect only: what was begun is taken back, as far as that is possible. */
  private void cutShort() {
    Cause cause = Cause.timeout("The command took too long");
    interrupt(cause);
    after(deadlines().takingBack(), () -> finish(cause));
  }

  private Future<Void> run(CommandType<?> type, Member found) {
    member = found;
    try {
      return type.create(request.params(), this).run();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** True if the command runs on that proxy. */
  boolean isOn(String proxy) {
    return member != null && member.name().equals(proxy);
  }

  /** Contact with the proxy was lost and is back: here is what has become of the calls. */
  void settle(CallSnapshot snapshot) {
    for (CallId callId : Set.copyOf(listeners.keySet())) {
      snapshot
          .find(callId)
          .ifPresentOrElse(
              call -> hear(new CallStateChange(callId, call.state())),
              () -> settleMissing(callId, snapshot.restarted()));
    }
  }

  /** A list that is read in pages, while calls come and go, may lack one that is up. */
  private void settleMissing(CallId callId, boolean restarted) {
    if (restarted) {
      hear(new CallLost(callId));
      return;
    }
    proxy()
        .lookUp(callId)
        .onSuccess(call -> hear(new CallStateChange(callId, call.state())))
        .onFailure(
            failure -> {
              if (failure instanceof CallFailure refusal && refusal.isCallUnknown()) {
                hear(new CallLost(callId));
              }
            });
  }

  private void hear(CallEvent news) {
    List.copyOf(listeners.getOrDefault(news.callId(), List.of())).forEach(l -> l.accept(news));
  }

  private Cause causeOf(Throwable e) {
    if (!(e instanceof CallFailure)) {
      LOG.error("{} {} failed through a defect", request.method(), commandId(), e);
    }
    return CallFailure.causeOf(e);
  }

  private void finish(@Nullable Cause cause) {
    Outcome outcome = new Outcome(commandId(), request.method(), cause);
    if (!ended.tryComplete(outcome)) {
      return;
    }
    outcome.log();
    sessions.forEach(session -> outcome.tell(bus, session));
    registrations.forEach(Registration::cancel);
    timers.forEach(vertx::cancelTimer);
    if (!afterwards.isEmpty()) {
      vertx.setTimer(AFTERWARDS.toMillis(), id -> afterwards.forEach(Registration::cancel));
    }
  }

  /**
   * The same request has come from another connection: its client may have reconnected before this
   * end has noticed that the old connection is gone, so both are told.
   */
  void adopt(String session) {
    sessions.add(session);
  }

  private CommandStatus on(CommandSignal signal) {
    if (signal instanceof CommandSignal.Cancel cancel) {
      interrupt(Cause.client(cancel.reason()));
    } else if (signal instanceof CommandSignal.ClientGone gone) {
      onClientGone(gone.session());
    }
    long runningMs = (System.nanoTime() - startedAt) / 1_000_000;
    return new CommandStatus(commandId(), request.method(), lastEvent, runningMs);
  }

  private void onClientGone(String session) {
    boolean nobodyLeft = sessions.remove(session) && sessions.isEmpty();
    if (nobodyLeft && settings.onDisconnect() == OnDisconnect.CANCEL) {
      interrupt(Cause.client("The client has disconnected"));
    }
  }

  /** Fails the step that the command waits for, or else the next one; once. */
  void interrupt(Cause cause) {
    if (!interrupted) {
      interrupted = true;
      interruptionToCome = waits.isEmpty() ? cause : null;
      List.copyOf(waits).forEach(wait -> wait.tryFail(new CallFailure(cause)));
    }
  }

  /** Ends the command here and now, whatever it has begun: this server goes. */
  void abandon(Cause cause) {
    LOG.warn("{} {} has not ended in time", request.method(), commandId());
    finish(cause);
  }

  @Override
  public String commandId() {
    return request.cmdId();
  }

  @Override
  public SipProxy proxy() {
    if (member == null) {
      throw new IllegalStateException("the command runs nowhere yet");
    }
    return member.proxy();
  }

  @Override
  public Deadlines deadlines() {
    Member on = member;
    return on == null ? settings.deadlines() : settings.deadlines().withAnswer(on.answer());
  }

  @Override
  public void listen(CallId call, Consumer<CallEvent> listener) {
    if (!isOver()) {
      listeners.computeIfAbsent(call, unheard -> new ArrayList<>()).add(listener);
      registrations.add(bus.listen(CallEvent.ADDRESS.of(call), listener::accept));
    }
  }

  @Override
  public void listenAfterwards(CallId call, Consumer<CallEvent> listener) {
    if (!isOver()) {
      afterwards.add(bus.listen(CallEvent.ADDRESS.of(call), listener::accept));
    }
  }

  private boolean isOver() {
    return ended.future().isComplete();
  }

  @Override
  public void report(String event) {
    tell(event, null);
  }

  @Override
  public void report(String event, Object data) {
    tell(event, data);
  }

  private void tell(String event, @Nullable Object data) {
    if (isOver()) {
      return;
    }
    lastEvent = event;
    var notice = new CommandNotice.Progress(commandId(), request.method(), event, data);
    sessions.forEach(session -> bus.send(CommandNotice.ADDRESS.of(session), notice));
  }

  @Override
  public <T> Future<T> within(Duration deadline, String step, Future<T> outcome) {
    Promise<T> wait = Promise.promise();
    waits.add(wait);
    if (interruptionToCome != null) {
      wait.fail(new CallFailure(interruptionToCome));
      interruptionToCome = null;
    }
    return settled(deadline, step, outcome, wait).onComplete(done -> waits.remove(wait));
  }

  private <T> Future<T> settled(
      Duration deadline, String step, Future<T> outcome, Promise<T> wait) {
    long timer =
        startTimer(
            deadline,
            () -> wait.tryFail(new CallFailure(Cause.timeout("No " + step + " in time"))));
    outcome.onSuccess(wait::tryComplete).onFailure(wait::tryFail);
    return wait.future().onComplete(done -> stopTimer(timer));
  }

  @Override
  public void after(Duration delay, Runnable action) {
    if (!ended.future().isComplete()) {
      startTimer(delay, action);
    }
  }

  @Override
  public Future<Void> takeBack(String step, Future<Void> undoing) {
    return settled(deadlines().end(), step, undoing, Promise.promise())
        .otherwise(
            e -> {
              LOG.warn(
                  "{} {}: could not {}: {}", request.method(), commandId(), step, e.getMessage());
              return null;
            });
  }

  private long startTimer(Duration delay, Runnable action) {
    if (isOver()) {
      return -1; // what a command still does after its deadline opens nothing any more
    }
    long timer =
        vertx.setTimer(
            Math.max(1, delay.toMillis()),
            id -> {
              timers.remove(id);
              action.run();
            });
    timers.add(timer);
    return timer;
  }

  private void stopTimer(long timer) {
    if (timers.remove(timer)) {
      vertx.cancelTimer(timer);
    }
  }
}
