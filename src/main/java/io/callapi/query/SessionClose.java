package io.callapi.query;

import io.callapi.command.Parameters;
import io.callapi.method.Caller;
import io.callapi.method.OwnSession.Closed;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;

/** Ends a session that was opened. */
final class SessionClose implements QueryMethod<SessionClose.Params> {

  record Params() {}

  @Override
  public String name() {
    return "SessionClose";
  }

  @Override
  public Params read(Parameters parameters) {
    return new Params();
  }

  @Override
  public Future<Closed> answer(Params params, Caller caller) {
    return caller.own().close();
  }
}
