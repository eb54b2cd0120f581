package io.callapi.command;

import io.callapi.bus.TypedBus;
import io.callapi.bus.TypedBus.Registration;
import io.callapi.proxy.Cause;
import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running command is told and asked by others, at its own address. */
final class SignalReception {

  private static final Logger LOG = LoggerFactory.getLogger(SignalReception.class);

  private final TypedBus bus;
  private final StartCommand request;
  private final OnDisconnect onDisconnect;
  private final Audience audience;
  private final Supplier<Phase> phase;
  private final Consumer<Cause> interrupt;
  private final long startedAt = System.nanoTime();
  private @Nullable Registration registration;

  /**
   * @param phase where the command is
   * @param interrupt has it take back what it has begun
   */
  SignalReception(
      TypedBus bus,
      StartCommand request,
      OnDisconnect onDisconnect,
      Audience audience,
      Supplier<Phase> phase,
      Consumer<Cause> interrupt) {
    this.bus = bus;
    this.request = request;
    this.onDisconnect = onDisconnect;
    this.audience = audience;
    this.phase = phase;
    this.interrupt = interrupt;
  }

  /** From now on; whoever learns that the command was started may send a signal. */
  void open() {
    registration =
        bus.serve(
            CommandSignal.ADDRESS.of(request.cmdId()),
            signal -> Future.succeededFuture(on(signal)));
  }

  private CommandStatus on(CommandSignal signal) {
    if (signal instanceof CommandSignal.Cancel cancel) {
      interrupt.accept(Cause.client(cancel.reason()));
    } else if (signal instanceof CommandSignal.ClientGone gone) {
      onClientGone(gone.session());
    } else if (signal instanceof CommandSignal.Join join) {
      audience.join(join.session());
    }
    return status();
  }

  private void onClientGone(String session) {
    if (audience.leave(session) && onDisconnect == OnDisconnect.CANCEL) {
      interrupt.accept(Cause.client("The client has disconnected"));
    }
  }

  private CommandStatus status() {
    long runningMs = (System.nanoTime() - startedAt) / 1_000_000;
    return new CommandStatus(
        request.cmdId(),
        request.method(),
        phase.get().getClass().getSimpleName(),
        audience.lastEvent(),
        runningMs);
  }

  void close() {
    if (registration != null) {
      registration.cancel().onFailure(e -> LOG.warn("{}: {}", request.cmdId(), e.getMessage()));
    }
  }
}
