package io.callapi.query;

import io.callapi.command.Parameters;
import io.callapi.method.Caller;
import io.callapi.method.OwnSession.Resumed;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;

/** Goes on with a session whose connection was lost. */
final class SessionResume implements QueryMethod<SessionResume.Params> {

  record Params(String token, long lastSeq) {

    /** Without the token. */
    @Override
    public String toString() {
      return "Params[lastSeq=" + lastSeq + "]";
    }
  }

  @Override
  public String name() {
    return "SessionResume";
  }

  @Override
  public Params read(Parameters parameters) {
    return new Params(parameters.text("token"), parameters.number("last_seq"));
  }

  @Override
  public Future<Resumed> answer(Params params, Caller caller) {
    return caller.own().resume(params.token(), params.lastSeq());
  }
}
