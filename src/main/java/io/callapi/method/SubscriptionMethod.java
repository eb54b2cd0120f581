package io.callapi.method;

import io.callapi.command.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * A method that is answered by "Started", and then tells what happens until it is taken off, or its
 * session ends.
 *
 * @param <P> its parameters
 */
public non-sealed interface SubscriptionMethod<P extends Record> extends Method {

  /**
   * Reads parameters that the schema has let through.
   *
   * @throws io.callapi.command.ParameterProblem if they cannot be right all the same
   */
  P read(Parameters parameters);

  /**
   * Opens one; it tells nothing before it is begun.
   *
   * @throws MethodFailure if there are too many
   */
  OpenSubscription open(Label label, P params, Subscriber subscriber);

  /**
   * Whose notifications they are.
   *
   * @param tag what the client has put to it for itself; null for nothing
   */
  record Label(String cmdId, @Nullable String tag) {}
}
