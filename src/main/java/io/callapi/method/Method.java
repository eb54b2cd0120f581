package io.callapi.method;

/**
 * A method that clients may call. The schema of its parameters is {@code schemas/<name>.json}, and
 * lets through what the method can read.
 */
public sealed interface Method permits CommandMethod, QueryMethod, SubscriptionMethod {

  /** The JSON-RPC method. */
  String name();
}
