package io.callapi.method;

import io.callapi.command.Parameters;
import io.vertx.core.Future;

/**
 * A method whose answer is in its result, and that tells nothing afterwards.
 *
 * @param <P> its parameters
 */
public non-sealed interface QueryMethod<P extends Record> extends Method {

  /**
   * Reads parameters that the schema has let through.
   *
   * @throws io.callapi.command.ParameterProblem if they cannot be right all the same
   */
  P read(Parameters parameters);

  /**
   * The result, as a record whose components have the names of its members; null components are
   * left out.
   *
   * @return fails with a {@link MethodFailure} if there is none
   */
  Future<? extends Record> answer(P params, Caller caller);
}
