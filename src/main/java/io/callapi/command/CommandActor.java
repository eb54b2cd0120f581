package io.callapi.command;

import io.callapi.bus.TypedBus;
import io.callapi.bus.TypedBus.Registration;
import io.callapi.calls.CallsRequest.Entered;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyPool.Member;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running command: feeds its phases with what they can learn, and has done what they put out.
 *
 * <p>It owns whatever the command opens, on one event loop, and releases it when the command ends,
 * however it ends. Nothing that goes wrong here keeps it from ending.
 */
final class CommandActor {

  private static final Logger LOG = LoggerFactory.getLogger(CommandActor.class);
  private static final Cause TOO_LONG = Cause.timeout("The command took too long");
  private static final Cause DEFECT = Cause.internal("Internal error");

  private final TypedBus bus;
  private final CommandSettings settings;
  private final StartCommand request;
  private final CommandType<?> type;
  private final Function<Set<String>, Optional<Member>> others;
  private final Set<String> tried = new HashSet<>();
  private final Audience audience;
  private final Waits waits;
  private final Promise<Outcome> ended = Promise.promise();
  private final Deque<Input> inputs = new ArrayDeque<>();
  private final long startedAt = System.nanoTime();
  private @Nullable Registration signals;
  private @Nullable CallsDesk desk;
  private @Nullable Member member;
  private @Nullable Cause cancelled;
  private Phase phase = new Step.Over();
  private boolean running;
  private boolean busy;

  /**
   * @param others finds another proxy for a command, none of those named
   */
  CommandActor(
      Vertx vertx,
      CommandSettings settings,
      StartCommand request,
      CommandType<?> type,
      Function<Set<String>, Optional<Member>> others) {
    this.bus = new TypedBus(vertx);
    this.settings = settings;
    this.request = request;
    this.type = type;
    this.others = others;
    this.audience = new Audience(bus, request);
    this.waits = new Waits(vertx);
  }

  /** Hears signals from now on: whoever learns that the command was started may send one. */
  void open() {
    signals =
        bus.serve(
            CommandSignal.ADDRESS.of(request.cmdId()),
            signal -> Future.succeededFuture(on(signal)));
    waits.watch(settings.deadlines().total(), this::tooLong);
  }

  /** Succeeds when the command has ended and everything is released. */
  Future<Outcome> ended() {
    return ended.future();
  }

  /** True if the command runs on that proxy. */
  boolean isOn(String proxy) {
    return member != null && member.name().equals(proxy);
  }

  /** What the command has told. */
  ToldNotices told() {
    return audience.told();
  }

  /** Runs the command on a proxy, once it is its turn at its calls. */
  void enter(Member where) {
    CallsDesk opened = desk(where);
    opened.enter(type).onSuccess(this::begin).onFailure(this::fail);
  }

  /** Asks for a turn on a proxy, and leaves it to the caller to begin. */
  Future<Entered> admission(Member where) {
    return desk(where).enter(type);
  }

  /** It was not started after all, and tells nothing. */
  void withdraw() {
    release();
    ended.tryComplete(new Outcome(request.cmdId(), request.method(), null));
    attempt(() -> release(signals));
  }

  /** Comes to a proxy. */
  private CallsDesk desk(Member where) {
    CallsDesk opened = new CallsDesk(bus, settings, where, request, this::feed);
    member = where;
    tried.add(where.name());
    desk = opened;
    waits.timing(settings.deadlines().withAnswer(where.answer()));
    return opened;
  }

  /** It is the command's turn, or never will be. */
  void begin(Entered entered) {
    Cause refusal = CallsDesk.refusal(entered.admission());
    if (refusal != null) {
      finish(refusal);
      return;
    }
    guarded(
        () -> {
          running = true;
          follow(type.begin(request.cmdId(), request.params(), entered.known(), entered.existed()));
        });
    if (cancelled != null) {
      feed(new Input.Cancelled(cancelled));
    }
  }

  /** Runs a command that needs no call. */
  void beginWithoutCall(Member any) {
    desk(any);
    begin(CallsDesk.WITHOUT_CALL);
  }

  /** The command cannot be run. */
  void fail(Throwable failure) {
    if (!(failure instanceof CallFailure)) {
      LOG.error("{} {} failed through a defect", request.method(), request.cmdId(), failure);
    }
    finish(CallFailure.causeOf(failure));
  }

  /** One input after the other: what a phase puts out may be answered at once. */
  private void feed(Input input) {
    if (isOver()) {
      return;
    }
    inputs.add(input);
    if (!busy) {
      busy = true;
      guarded(this::digest);
      busy = false;
    }
  }

  private void digest() {
    Input next = inputs.poll();
    while (next != null && !isOver()) {
      follow(phase.on(next));
      next = inputs.poll();
    }
  }

  private void follow(Step step) {
    phase = step.next();
    step.outputs().forEach(this::execute);
  }

  private void execute(Output output) {
    if (isOver()) {
      return;
    }
    if (output instanceof Output.Tell tell) {
      audience.tell(tell.event(), tell.data());
    } else if (output instanceof Output.Wait wait) {
      waits.begin(wait.deadline(), () -> feed(new Input.Due(wait.deadline())));
    } else if (output instanceof Output.StopWaiting stop) {
      waits.stop(stop.deadline());
    } else if (output instanceof Output.End end) {
      finish(end.failure());
    } else if (output instanceof Output.Elsewhere elsewhere) {
      goElsewhere(elsewhere.cause());
    } else if (output instanceof Output.Unexpected unexpected) {
      LOG.debug("{} in {}: not expected: {}", request.cmdId(), phase, unexpected.input());
    } else if (desk != null) {
      desk.execute(output);
    }
  }

  /** The proxy is not in charge of the call: another one may be. */
  private void goElsewhere(Cause cause) {
    if (desk != null) {
      desk.leave();
    }
    waits.closeAll();
    running = false;
    others.apply(Set.copyOf(tried)).ifPresentOrElse(this::enter, () -> finish(cause));
  }

  /** A defect ends the command, and leaves nothing behind. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      LOG.error("{} {} failed through a defect", request.method(), request.cmdId(), e);
      finish(DEFECT);
    }
  }

  private CommandStatus on(CommandSignal signal) {
    if (signal instanceof CommandSignal.Cancel cancel) {
      interrupt(Cause.client(cancel.reason()));
    } else if (signal instanceof CommandSignal.ClientGone gone) {
      onClientGone(gone.session());
    } else if (signal instanceof CommandSignal.Join join) {
      audience.join(join.session());
    }
    long runningMs = (System.nanoTime() - startedAt) / 1_000_000;
    return new CommandStatus(
        request.cmdId(),
        request.method(),
        phase.getClass().getSimpleName(),
        audience.lastEvent(),
        runningMs);
  }

  private void onClientGone(String session) {
    if (audience.leave(session) && settings.onDisconnect() == OnDisconnect.CANCEL) {
      interrupt(Cause.client("The client has disconnected"));
    }
  }

  /** Has the command take back what it has begun, once. */
  void interrupt(Cause cause) {
    if (cancelled != null || isOver()) {
      return;
    }
    cancelled = cause;
    if (running) {
      feed(new Input.Cancelled(cause));
    } else {
      finish(cause); // nothing was begun
    }
  }

  /** Reached through a defect only: what was begun is taken back, as far as that is possible. */
  private void tooLong() {
    LOG.error("{} {} takes too long in {}", request.method(), request.cmdId(), phase);
    interrupt(TOO_LONG);
    waits.watch(settings.deadlines().takingBack(), () -> finish(TOO_LONG));
  }

  /** Ends the command here and now, whatever it has begun: this server goes. */
  void abandon(Cause cause) {
    LOG.warn("{} {} has not ended in time", request.method(), request.cmdId());
    finish(cause);
  }

  private boolean isOver() {
    return ended.future().isComplete();
  }

  private void finish(@Nullable Cause failure) {
    if (isOver()) {
      return;
    }
    Outcome outcome = new Outcome(request.cmdId(), request.method(), failure);
    release();
    audience.tellEnd(failure);
    outcome.log();
    ended.tryComplete(outcome);
    // Last: whoever is not heard any more finds what was told.
    attempt(() -> release(signals));
  }

  /** Each part by itself: one that cannot be released keeps no other. */
  private void release() {
    inputs.clear();
    attempt(waits::close);
    attempt(
        () -> {
          if (desk != null) {
            desk.leave();
          }
        });
  }

  private void release(@Nullable Registration registration) {
    if (registration != null) {
      registration.cancel().onFailure(e -> LOG.warn("{}: {}", request.cmdId(), e.getMessage()));
    }
  }

  private void attempt(Runnable part) {
    try {
      part.run();
    } catch (Throwable e) {
      LOG.error("{}: not released", request.cmdId(), e);
    }
  }
}
