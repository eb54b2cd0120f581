package io.callapi.query;

import io.callapi.command.Parameters;
import io.callapi.method.Caller;
import io.callapi.method.OwnSession.Opened;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;

/** Has the session of a client outlive its connection. */
final class SessionOpen implements QueryMethod<SessionOpen.Params> {

  private static final int KEEP_MS = 120_000;

  record Params(int keep) {}

  @Override
  public String name() {
    return "SessionOpen";
  }

  @Override
  public Params read(Parameters parameters) {
    return new Params(parameters.integer("keep", KEEP_MS));
  }

  @Override
  public Future<Opened> answer(Params params, Caller caller) {
    return caller.own().open(params.keep());
  }
}
