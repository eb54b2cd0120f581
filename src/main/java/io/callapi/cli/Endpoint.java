package io.callapi.cli;

import org.jspecify.annotations.Nullable;

/**
 * A server to connect to.
 *
 * @param token what it is shown; null where there is none
 * @param trust whom it is believed to be; of no use without TLS
 */
record Endpoint(String url, @Nullable String token, Trust trust) {

  /** By the authorities that Java knows. */
  Endpoint(String url, @Nullable String token) {
    this(url, token, Trust.USUAL);
  }

  /** Why it has answered 401, for people. */
  String refusal() {
    return token == null
        ? "it needs an access token: --token, or the variable " + TokenOption.VARIABLE
        : "it does not accept the access token";
  }

  /** Without the token. */
  @Override
  public String toString() {
    return url;
  }
}
