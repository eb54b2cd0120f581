package io.callapi.call;

import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.command.Subject;
import io.callapi.sip.CallId;
import io.vertx.core.Future;

/** Ends a call; done when the proxy says that the dialog is gone. */
final class CallEnd implements Command {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "CallEnd",
          Params::from,
          Params.class,
          p -> new Subject.ExistingCall(p.callid()),
          CallEnd::new);

  record Params(CallId callid) {

    static Params from(Parameters parameters) {
      return new Params(parameters.callId("callid"));
    }
  }

  private final Params params;
  private final CommandScope scope;

  CallEnd(Params params, CommandScope scope) {
    this.params = params;
    this.scope = scope;
  }

  @Override
  public Future<Void> run() {
    return Endings.end(scope, params.callid(), DialogWatch.existing(scope, params.callid()));
  }
}
