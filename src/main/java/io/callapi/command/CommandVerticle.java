package io.callapi.command;

import io.callapi.bus.TypedBus;
import io.callapi.calls.CallsRequest.Admission;
import io.callapi.calls.CallsRequest.Entered;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.command.StartCommand.Reason;
import io.callapi.command.StartCommand.Refused;
import io.callapi.command.StartCommand.Started;
import io.callapi.proxy.Cause;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.ProxyPool;
import io.callapi.proxy.ProxyPool.Member;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command logic: starts an actor for each request, in the order in which a session sends them.
 *
 * <p>Deployed once for each shard of the sessions, each on an event loop of its own.
 */
public final class CommandVerticle extends VerticleBase {

  private static final int RETRY_AFTER_MS = 1000;
  private static final Duration JOIN = Duration.ofSeconds(2);

  private final int shard;
  private final Map<String, CommandType<?>> types;
  private final Function<TypedBus, ProxyPool> proxies;
  private final CommandSettings settings;
  private final CommandRegister register;
  private final RunningActors running = new RunningActors();
  private @Nullable Stopping stopping;

  /**
   * @param proxies makes this instance's view of the proxies
   * @param register the command ids of the node
   */
  public CommandVerticle(
      int shard,
      List<CommandType<?>> types,
      Function<TypedBus, ProxyPool> proxies,
      CommandSettings settings,
      CommandRegister register) {
    this.shard = shard;
    this.types = types.stream().collect(Collectors.toMap(CommandType::method, type -> type));
    this.proxies = proxies;
    this.settings = settings;
    this.register = register;
  }

  @Override
  public Future<?> start() {
    ProxyPool opened = proxies.apply(bus());
    opened.open();
    bus().serve(StartCommand.ADDRESS.of(shard), request -> counted(request, opened));
    bus().serve(RegisterRequest.ADDRESS, new RegisterAnswers(register, types, bus())::answer);
    LostLinks links = new LostLinks(vertx, running);
    bus().listen(LinkStatus.ADDRESS, links::note);
    vertx.setPeriodic(CommandRegister.SWEEP.toMillis(), id -> register.forgetOld());
    return Future.succeededFuture();
  }

  private TypedBus bus() {
    return new TypedBus(vertx);
  }

  private Future<StartCommand.Reply> counted(StartCommand request, ProxyPool opened) {
    return start(request, opened).map(reply -> counted(request, reply));
  }

  private StartCommand.Reply counted(StartCommand request, StartCommand.Reply reply) {
    if (reply instanceof Refused refused) {
      settings.meters().refused(request.method(), refused.reason());
    }
    return reply;
  }

  private Future<StartCommand.Reply> start(StartCommand request, ProxyPool opened) {
    KnownCommand known = register.claim(request);
    if (known != null) {
      return Future.succeededFuture(again(known, request));
    }
    Refused refusal = refusal(request);
    Placement placement = Placement.of(typeOf(request).subjectOf(request.params()), opened);
    if (refusal == null) {
      refusal = placement.refusal();
    }
    if (refusal != null) {
      register.giveBack(request.cmdId());
      return Future.succeededFuture(refusal);
    }
    return run(request, placement, opened);
  }

  private CommandType<?> typeOf(StartCommand request) {
    CommandType<?> type = types.get(request.method());
    if (type == null) {
      throw new IllegalStateException("no such command: " + request.method());
    }
    return type;
  }

  private @Nullable Refused refusal(StartCommand request) {
    if (stopping != null) {
      return new Refused(Reason.STOPPING, "the server is stopping", null, null);
    }
    if (request.idChosen() && !register.hasRoom()) {
      register.refused(request.cmdId());
      String text = "too many commands have ended within the last minute to remember one more id";
      return new Refused(Reason.TOO_MANY, text, null, RETRY_AFTER_MS);
    }
    return null;
  }

  /** The very same request is answered as it was, and told all that was told. */
  private StartCommand.Reply again(KnownCommand known, StartCommand request) {
    if (!known.isFor(request)) {
      return new Refused(Reason.ID_IN_USE, "the cmd_id belongs to another command", null, null);
    }
    boolean knowsIt = request.keptOnce() && known.isOf(request.session());
    known.sentBy(request.session());
    if (!knowsIt) {
      // Not before the reply is on its way: "Started" comes first.
      context.runOnContext(v -> tellAgain(known, request));
    }
    return new Started(request.cmdId(), true, known.isIncomplete());
  }

  private void tellAgain(KnownCommand known, StartCommand request) {
    if (known.hasEnded()) {
      tellAllOf(known, request.session());
      return;
    }
    bus()
        .request(
            CommandSignal.ADDRESS.of(request.cmdId()),
            new CommandSignal.Join(request.session()),
            JOIN)
        // It has ended meanwhile, and heard no more.
        .onFailure(e -> tellAllOf(known, request.session()));
  }

  private void tellAllOf(KnownCommand known, String session) {
    known.notices().forEach(notice -> bus().send(CommandNotice.ADDRESS.of(session), notice));
  }

  private Future<StartCommand.Reply> run(
      StartCommand request, Placement placement, ProxyPool opened) {
    CommandType<?> type = typeOf(request);
    CommandActor actor = new CommandActor(vertx, settings, request, type, opened::anotherThan);
    running.add(actor);
    register.runs(request.cmdId(), actor);
    actor.ended().onComplete(done -> onEnded(actor, request));
    actor.open();
    Member member = placement.member();
    if (type.purpose() == Purpose.START && member != null) {
      return enterFirst(actor, request, placement, opened);
    }
    actor.started();
    // Not before the reply is on its way: "Started" comes first.
    context.runOnContext(v -> enter(actor, type, placement, opened));
    return Future.succeededFuture(new Started(request.cmdId(), false, false));
  }

  /** Whether its Call-ID is in use is known before a call is started. */
  private Future<StartCommand.Reply> enterFirst(
      CommandActor actor, StartCommand request, Placement placement, ProxyPool opened) {
    Member member = placement.memberOrThrow();
    releasePlace(actor, member, opened);
    return actor
        .admission(member)
        .map(entered -> started(actor, request, entered))
        .otherwise(failure -> startedAndFailed(actor, request, failure));
  }

  private StartCommand.Reply started(CommandActor actor, StartCommand request, Entered entered) {
    if (entered.admission() == Admission.IN_USE) {
      actor.withdraw();
      register.giveBack(request.cmdId());
      return new Refused(
          Reason.ID_IN_USE, "a call has this Call-ID that the command did not make", null, null);
    }
    actor.started();
    context.runOnContext(v -> actor.begin(entered));
    return new Started(request.cmdId(), false, false);
  }

  private StartCommand.Reply startedAndFailed(
      CommandActor actor, StartCommand request, Throwable failure) {
    context.runOnContext(v -> actor.fail(failure));
    return new Started(request.cmdId(), false, false);
  }

  private void enter(
      CommandActor actor, CommandType<?> type, Placement placement, ProxyPool opened) {
    if (type.purpose() == null) {
      actor.beginWithoutCall(placement.memberOrThrow());
      return;
    }
    Future<Member> found = placement.find(opened);
    found.onSuccess(actor::enter).onFailure(actor::fail);
    found.onSuccess(member -> releasePlace(actor, member, opened)).onFailure(e -> {});
  }

  private static void releasePlace(CommandActor actor, Member member, ProxyPool opened) {
    actor.ended().onComplete(done -> opened.release(member));
  }

  private void onEnded(CommandActor actor, StartCommand request) {
    running.remove(actor);
    register.ended(request, actor.told());
    // Not before the client is told, which comes next: once this unit stops, that of the clients
    // does.
    context.runOnContext(v -> running.checkEmpty());
  }

  /**
   * Lets the running commands end, for a while; then has them take back what they began. Those that
   * have not ended even then are told as ended.
   */
  @Override
  public Future<?> stop() {
    Stopping begun = new Stopping(vertx, running, settings);
    stopping = begun;
    return begun.run(Cause.client("The server is stopping"));
  }
}
