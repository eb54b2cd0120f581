package io.callapi.method;

import io.callapi.command.Parameters;

/** A subscription and the parameters of one request for it. */
public record Enrolment<P extends Record>(SubscriptionMethod<P> method, P params) {

  /**
   * Reads parameters that the schema has let through.
   *
   * @throws io.callapi.command.ParameterProblem if they cannot be right all the same
   */
  public static <P extends Record> Enrolment<P> of(
      SubscriptionMethod<P> method, Parameters parameters) {
    return new Enrolment<>(method, method.read(parameters));
  }

  /**
   * Opens it.
   *
   * @throws MethodFailure if there are too many
   */
  public OpenSubscription open(SubscriptionMethod.Label label, Subscriber subscriber) {
    return method.open(label, params, subscriber);
  }
}
