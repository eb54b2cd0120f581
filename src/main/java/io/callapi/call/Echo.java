package io.callapi.call;

import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.command.Subject;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Sends a client its parameters back: a way to try the connection. */
final class Echo implements Command {

  static final CommandType<Params> TYPE =
      new CommandType<>("Echo", Params::from, Params.class, p -> new Subject.Nothing(), Echo::new);

  /**
   * @param values anything, by name in alphabetical order
   */
  record Params(Map<String, Object> values) {

    Params {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    static Params from(Parameters parameters) {
      return new Params(parameters.values());
    }
  }

  private final Params params;
  private final CommandScope scope;

  Echo(Params params, CommandScope scope) {
    this.params = params;
    this.scope = scope;
  }

  @Override
  public Future<Void> run() {
    scope.report("Reply", params.values());
    return Future.succeededFuture();
  }
}
