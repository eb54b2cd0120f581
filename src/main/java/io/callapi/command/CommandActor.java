package io.callapi.command;

import io.callapi.bus.TypedBus;
import io.callapi.calls.CallsRequest.Entered;
import io.callapi.command.ToldNotices.Told;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyPool.Member;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
final class CommandActor implements Underway {

  private static final Logger LOG = LoggerFactory.getLogger(CommandActor.class);
  private static final Cause TOO_LONG = Cause.timeout("The command took too long");
  private static final Cause DEFECT = Cause.internal("Internal error");

  private final TypedBus bus;
  private final CommandSettings settings;
  private final StartCommand request;
  private final CommandType<?> type;
  private final ProxyVisits proxies;
  private final Audience audience;
  private final RunClock clock;
  private final Waits waits;
  private final Promise<CommandOutcome> ended = Promise.promise();
  private final PhaseRunner phases = new PhaseRunner(this::execute, this::onDefect);
  private final SignalReception signals;
  private @Nullable Cause cancelled;

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
    this.proxies = new ProxyVisits(this::desk, others);
    this.audience = new Audience(bus, request);
    this.clock = new RunClock(settings.meters(), request.method());
    this.waits = new Waits(vertx);
    this.signals =
        new SignalReception(
            bus, request, settings.onDisconnect(), audience, phases::phase, this::interrupt);
  }

  /** Hears signals from now on: whoever learns that the command was started may send one. */
  void open() {
    signals.open();
    waits.watch(settings.deadlines().total(), this::tooLong);
  }

  /** The client is being told that it was started: its time runs from now on. */
  void started() {
    waits.limit(Timeouts.in(request.params()), () -> interrupt(Timeouts.tookTooLong()));
  }

  /** Succeeds when the command has ended and everything is released. */
  Future<CommandOutcome> ended() {
    return ended.future();
  }

  /** True if the command runs on that proxy. */
  boolean isOn(String proxy) {
    return proxies.isAt(proxy);
  }

  @Override
  public Told told() {
    return audience.told();
  }

  @Override
  public String phase() {
    return phases.name();
  }

  @Override
  public String proxy() {
    return proxies.here();
  }

  /** Runs the command on a proxy, once it is its turn at its calls. */
  void enter(Member where) {
    admission(where).onSuccess(this::begin).onFailure(this::fail);
  }

  /** Asks for a turn on a proxy, and leaves it to the caller to begin. */
  Future<Entered> admission(Member where) {
    return proxies.come(where).enter(type);
  }

  /** It was not started after all, and tells nothing. */
  void withdraw() {
    release();
    ended.tryComplete(new CommandOutcome(request, null));
    attempt(signals::close);
  }

  private CallsDesk desk(Member where) {
    Deadlines here = settings.deadlines().withAnswer(where.answer());
    waits.timing(here.limitedBy(Timeouts.in(request.params())));
    return new CallsDesk(bus, settings, where, request, phases::feed);
  }

  /** It is the command's turn, or never will be. */
  void begin(Entered entered) {
    Cause refusal = CallsDesk.refusal(entered.admission());
    if (refusal != null) {
      finish(refusal);
      return;
    }
    phases.begin(
        () -> type.begin(request.cmdId(), request.params(), entered.known(), entered.existed()));
    if (cancelled != null) {
      phases.feed(new Input.Cancelled(cancelled));
    }
  }

  /** Runs a command that needs no call. */
  void beginWithoutCall(Member any) {
    proxies.come(any);
    begin(CallsDesk.WITHOUT_CALL);
  }

  /** The command cannot be run. */
  void fail(Throwable failure) {
    if (!(failure instanceof CallFailure)) {
      logDefect(failure);
    }
    finish(CallFailure.causeOf(failure));
  }

  private void execute(Output output) {
    if (output instanceof Output.Tell tell) {
      audience.tell(tell.event(), tell.data());
      clock.reached(tell.event());
    } else if (output instanceof Output.Wait wait) {
      waits.begin(wait.deadline(), () -> phases.feed(new Input.Due(wait.deadline())));
    } else if (output instanceof Output.StopWaiting stop) {
      waits.stop(stop.deadline());
    } else if (output instanceof Output.End end) {
      finish(end.failure());
    } else if (output instanceof Output.Elsewhere elsewhere) {
      goElsewhere(elsewhere.cause());
    } else if (output instanceof Output.Unexpected unexpected) {
      LOG.debug("{} in {}: not expected: {}", request.cmdId(), phases.phase(), unexpected.input());
    } else {
      proxies.execute(output);
    }
  }

  /** The proxy is not in charge of the call: another one may be. */
  private void goElsewhere(Cause cause) {
    proxies.leave();
    waits.closeAll();
    phases.suspend();
    proxies.another().ifPresentOrElse(this::enter, () -> finish(cause));
  }

  /** A defect ends the command, and leaves nothing behind. */
  private void onDefect(Throwable defect) {
    logDefect(defect);
    finish(DEFECT);
  }

  private void logDefect(Throwable defect) {
    LOG.error("{} {} failed through a defect", request.method(), request.cmdId(), defect);
  }

  /** Has the command take back what it has begun, once. */
  void interrupt(Cause cause) {
    if (cancelled != null || isOver()) {
      return;
    }
    cancelled = cause;
    if (phases.isRunning()) {
      phases.feed(new Input.Cancelled(cause));
    } else {
      finish(cause); // nothing was begun
    }
  }

  /** Reached through a defect only: what was begun is taken back, as far as that is possible. */
  private void tooLong() {
    LOG.error("{} {} takes too long in {}", request.method(), request.cmdId(), phases.phase());
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
    CommandOutcome outcome = new CommandOutcome(request, failure);
    release();
    audience.tellEnd(failure);
    outcome.log(proxies.here(), audience.told(), clock.elapsed());
    clock.ended(failure);
    ended.tryComplete(outcome);
    // Last: whoever is not heard any more finds what was told.
    attempt(signals::close);
  }

  /** Each part by itself: one that cannot be released keeps no other. */
  private void release() {
    phases.close();
    attempt(waits::close);
    attempt(proxies::leave);
  }

  private void attempt(Runnable part) {
    try {
      part.run();
    } catch (Throwable e) {
      LOG.error("{}: not released", request.cmdId(), e);
    }
  }
}
