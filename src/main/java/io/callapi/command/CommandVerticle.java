package io.callapi.command;

import io.callapi.bus.TypedBus;
import io.callapi.command.StartCommand.Reason;
import io.callapi.command.StartCommand.Refused;
import io.callapi.command.StartCommand.Started;
import io.callapi.proxy.CallSnapshot;
import io.callapi.proxy.Cause;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.ProxyPool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command logic: starts an actor for each request, and knows which command ids are in use.
 *
 * <p>Deployed once for each shard of the command ids, each on an event loop of its own.
 */
public final class CommandVerticle extends VerticleBase {

  /** How long running commands wait for a proxy that does not answer any more. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final int shard;
  private final Map<String, CommandType<?>> types;
  private final Function<TypedBus, ProxyPool> proxies;
  private final CommandSettings settings;
  private final CommandRegister register = new CommandRegister(System::nanoTime);
  private final Map<String, Long> patience = new HashMap<>();
  private @Nullable Promise<Void> stopping;

  /**
   * @param proxies makes this instance's view of the proxies
   */
  public CommandVerticle(
      int shard,
      List<CommandType<?>> types,
      Function<TypedBus, ProxyPool> proxies,
      CommandSettings settings) {
    this.shard = shard;
    this.types = types.stream().collect(Collectors.toMap(CommandType::method, type -> type));
    this.proxies = proxies;
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    ProxyPool opened = proxies.apply(bus());
    opened.open();
    bus()
        .serve(
            StartCommand.ADDRESS.of(shard),
            request -> Future.succeededFuture(start(request, opened)));
    bus().listen(LinkStatus.ADDRESS, this::onLink);
    bus().listen(CallSnapshot.ADDRESS, this::onSnapshot);
    vertx.setPeriodic(CommandRegister.SWEEP.toMillis(), id -> register.forgetOld());
    return Future.succeededFuture();
  }

  private TypedBus bus() {
    return new TypedBus(vertx);
  }

  private StartCommand.Reply start(StartCommand request, ProxyPool opened) {
    CommandRegister.Entry known = register.find(request.cmdId());
    if (known != null) {
      return again(known, request);
    }
    if (stopping != null) {
      return new Refused(Reason.STOPPING, "the server is stopping", null, null);
    }
    CommandType<?> type = types.get(request.method());
    if (type == null) {
      throw new IllegalStateException("no such command: " + request.method());
    }
    Placement placement = Placement.of(type.subjectOf(request.params()), opened);
    if (placement.refusal() != null) {
      return placement.refusal();
    }
    CommandActor actor = new CommandActor(vertx, settings, request);
    register.add(request, actor);
    actor.open();
    // Not before the reply is on its way: "Started" comes first.
    context.runOnContext(v -> run(actor, type, placement, opened));
    return new Started(request.cmdId(), true);
  }

  private StartCommand.Reply again(CommandRegister.Entry known, StartCommand request) {
    if (!known.isFor(request)) {
      return new Refused(Reason.ID_IN_USE, "the cmd_id belongs to another command", null, null);
    }
    CommandActor actor = register.runningActor(request.cmdId());
    if (actor != null) {
      actor.adopt(request.session());
      known.sessions().add(request.session());
      return new Started(request.cmdId(), true);
    }
    Outcome outcome = known.outcome();
    boolean reconnected = outcome != null && known.sessions().add(request.session());
    if (outcome != null && reconnected) {
      // Whoever asks from a new connection would otherwise wait for ever.
      context.runOnContext(v -> outcome.tell(bus(), request.session()));
    }
    return new Started(request.cmdId(), reconnected);
  }

  private void run(CommandActor actor, CommandType<?> type, Placement placement, ProxyPool opened) {
    Future<ProxyPool.Member> where = placement.find(opened);
    Future<Outcome> ended = actor.start(type, where).onSuccess(this::onEnded);
    if (placement.takesPlace()) {
      where.onSuccess(member -> ended.onComplete(done -> opened.release(member)));
    }
  }

  /** A short loss of contact changes nothing for running commands; a longer one ends them. */
  private void onLink(LinkStatus link) {
    if (link.isUsable()) {
      Long timer = patience.remove(link.proxy());
      if (timer != null) {
        vertx.cancelTimer(timer);
      }
    } else if (link.state() == LinkStatus.State.DOWN) {
      patience.computeIfAbsent(
          link.proxy(), proxy -> vertx.setTimer(PATIENCE.toMillis(), id -> giveUp(link)));
    }
  }

  private void giveUp(LinkStatus link) {
    patience.remove(link.proxy());
    Cause cause = Cause.proxy("Proxy " + link.proxy() + " is down: " + link.reason());
    runningOn(link.proxy()).forEach(actor -> actor.interrupt(cause));
  }

  private void onSnapshot(CallSnapshot snapshot) {
    runningOn(snapshot.proxy()).forEach(actor -> actor.settle(snapshot));
  }

  private List<CommandActor> runningOn(String proxy) {
    return register.running().stream().filter(actor -> actor.isOn(proxy)).toList();
  }

  private void onEnded(Outcome outcome) {
    register.ended(outcome);
    // Not before the client is told, which comes next: once this unit stops, that of the clients
    // does.
    context.runOnContext(v -> stopIfIdle());
  }

  private void stopIfIdle() {
    if (stopping != null && register.running().isEmpty()) {
      stopping.tryComplete();
    }
  }

  /**
   * Lets the running commands end, for a while; then has them take back what they began. Those that
   * have not ended even then are told as ended.
   */
  @Override
  public Future<?> stop() {
    Promise<Void> allEnded = Promise.promise();
    stopping = allEnded;
    stopIfIdle();
    Duration grace = settings.stopGrace();
    Cause cause = Cause.client("The server is stopping");
    long interrupt = forRunning(grace, actor -> actor.interrupt(cause));
    long abandon =
        forRunning(grace.plus(settings.deadlines().end()), actor -> actor.abandon(cause));
    return allEnded
        .future()
        .onComplete(done -> vertx.cancelTimer(interrupt))
        .onComplete(done -> vertx.cancelTimer(abandon));
  }

  private long forRunning(Duration delay, Consumer<CommandActor> action) {
    return vertx.setTimer(Math.max(1, delay.toMillis()), id -> register.running().forEach(action));
  }
}
