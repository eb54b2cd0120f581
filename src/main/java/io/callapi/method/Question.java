package io.callapi.method;

import io.callapi.command.Parameters;
import io.vertx.core.Future;

/** A query and the parameters of one request for it. */
public record Question<P extends Record>(QueryMethod<P> query, P params) {

  /**
   * Reads parameters that the schema has let through.
   *
   * @throws io.callapi.command.ParameterProblem if they cannot be right all the same
   */
  public static <P extends Record> Question<P> of(QueryMethod<P> query, Parameters parameters) {
    return new Question<>(query, query.read(parameters));
  }

  /** The result, or a {@link MethodFailure}. */
  public Future<? extends Record> answer(Caller caller) {
    return query.answer(params, caller);
  }
}
