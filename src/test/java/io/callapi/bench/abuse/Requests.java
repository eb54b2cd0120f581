package io.callapi.bench.abuse;

import io.vertx.core.json.JsonObject;

/** Requests of those who mean ill. */
final class Requests {

  private Requests() {}

  static String of(String method, JsonObject params) {
    return of(method, params.encode());
  }

  /**
   * A request with parameters that no JSON library would write.
   *
   * @param params as JSON
   */
  static String of(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
        .formatted(method, params);
  }
}
