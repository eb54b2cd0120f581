package io.callapi.command;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands that run on one event loop. */
final class RunningActors {

  private final Set<CommandActor> actors = new LinkedHashSet<>();
  private @Nullable Promise<Void> empty;

  void add(CommandActor actor) {
    actors.add(actor);
  }

  void remove(CommandActor actor) {
    actors.remove(actor);
  }

  List<CommandActor> all() {
    return List.copyOf(actors);
  }

  /** Those that run on a proxy. */
  List<CommandActor> on(String proxy) {
    return actors.stream().filter(actor -> actor.isOn(proxy)).toList();
  }

  /** Succeeds when none runs, looked at whenever {@link #checkEmpty} is called. */
  Future<Void> untilEmpty() {
    Promise<Void> promise = Promise.promise();
    empty = promise;
    checkEmpty();
    return promise.future();
  }

  void checkEmpty() {
    if (empty != null && actors.isEmpty()) {
      empty.tryComplete();
    }
  }
}
