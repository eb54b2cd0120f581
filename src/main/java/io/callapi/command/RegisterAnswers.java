package io.callapi.command;

import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.command.RegisterRequest.CancelCommand;
import io.callapi.command.RegisterRequest.CommandPage;
import io.callapi.command.RegisterRequest.CommandReport;
import io.callapi.command.RegisterRequest.Done;
import io.callapi.command.RegisterRequest.FindCommand;
import io.callapi.command.RegisterRequest.Found;
import io.callapi.command.RegisterRequest.ListCommands;
import io.callapi.command.RegisterRequest.NotDone;
import io.callapi.command.RegisterRequest.RegisterReply;
import io.callapi.command.RegisterRequest.Viewer;
import io.callapi.command.RegisterRequest.Why;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers what clients ask about commands, out of the register of their ids. */
final class RegisterAnswers {

  /** A page of more could not be read by a client with the usual limits. */
  private static final long MAX_BYTES_OF_PAGE = 256 * 1024;

  /** How many are looked at for one page: it may be shorter than asked for. */
  private static final int MAX_LOOKED_AT = 10_000;

  private static final Duration CANCEL = Duration.ofSeconds(2);
  private static final String CANCELLED = "The client has cancelled the command";

  private final CommandRegister register;
  private final Map<String, CommandType<?>> types;
  private final TypedBus bus;
  private final Weights weights = new Weights();

  RegisterAnswers(CommandRegister register, Map<String, CommandType<?>> types, TypedBus bus) {
    this.register = register;
    this.types = types;
    this.bus = bus;
  }

  Future<RegisterReply> answer(RegisterRequest request) {
    if (request instanceof CancelCommand cancel) {
      return cancel(cancel);
    }
    return Future.succeededFuture(
        request instanceof FindCommand find ? find(find) : list((ListCommands) request));
  }

  private RegisterReply find(FindCommand request) {
    KnownCommand known = visible(request.viewer(), request.cmdId());
    return known == null ? new NotDone(Why.UNKNOWN, "") : new Found(known.report(true));
  }

  private @Nullable KnownCommand visible(Viewer viewer, String cmdId) {
    KnownCommand known = register.find(cmdId);
    return known != null && isVisible(viewer, known) ? known : null;
  }

  private static boolean isVisible(Viewer viewer, KnownCommand known) {
    return viewer.seesAll() || known.isOf(viewer.session());
  }

  private RegisterReply list(ListCommands request) {
    List<KnownCommand> candidates = register.after(request.after(), MAX_LOOKED_AT);
    List<CommandReport> page = new ArrayList<>();
    long bytes = 0;
    for (KnownCommand candidate : candidates) {
      if (isWanted(request, candidate)) {
        if (page.size() >= request.limit() || bytes > MAX_BYTES_OF_PAGE) {
          return new CommandPage(page, candidate.place() - 1);
        }
        CommandReport report = candidate.report(false);
        bytes += weights.of(report.params());
        page.add(report);
      }
    }
    boolean isAll = candidates.size() < MAX_LOOKED_AT;
    return new CommandPage(page, isAll ? 0 : candidates.get(candidates.size() - 1).place());
  }

  private static boolean isWanted(ListCommands request, KnownCommand candidate) {
    return isVisible(request.viewer(), candidate)
        && (request.method() == null || request.method().equals(candidate.method()))
        && (request.running() == null || request.running() != candidate.hasEnded());
  }

  private Future<RegisterReply> cancel(CancelCommand request) {
    KnownCommand known = visible(request.viewer(), request.cmdId());
    Why why = known == null ? Why.UNKNOWN : whyNot(request.viewer(), known);
    if (known == null || why != null) {
      String method = known == null ? "" : known.method();
      return Future.succeededFuture(new NotDone(why == null ? Why.UNKNOWN : why, method));
    }
    return bus.request(
            CommandSignal.ADDRESS.of(request.cmdId()), new CommandSignal.Cancel(CANCELLED), CANCEL)
        .<RegisterReply>map(told -> new Done())
        .recover(e -> notThere(known, e));
  }

  private @Nullable Why whyNot(Viewer viewer, KnownCommand known) {
    if (!known.isOf(viewer.session())) {
      return Why.NOT_OWN;
    }
    CommandType<?> type = types.get(known.method());
    if (known.hasEnded()) {
      return Why.ENDED;
    }
    return type == null || !type.isCancellable() ? Why.NOT_CANCELLABLE : null;
  }

  /** It has ended meanwhile, or another instance is only about to start it. */
  private static Future<RegisterReply> notThere(KnownCommand known, Throwable failure) {
    boolean isNobody =
        failure instanceof BusFailure lost && lost.kind() == BusFailure.Kind.NOBODY_THERE;
    if (known.hasEnded()) { // what was on its way to it is told as not answered
      return Future.succeededFuture(new NotDone(Why.ENDED, known.method()));
    }
    return isNobody
        ? Future.succeededFuture(new NotDone(Why.UNKNOWN, known.method()))
        : Future.failedFuture(failure);
  }
}
