package io.callapi.cli;

import io.callapi.client.api.Call;
import io.callapi.client.api.CallApiClient;
import io.callapi.client.api.Notice;
import io.callapi.client.api.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Follows calls for as long as the program runs, or to the end of one. */
final class Following {

  private Following() {}

  static Future<Integer> calls(CallApiClient client, JsonObject filters, CallLines lines) {
    return follow(client, filters, lines, false);
  }

  /** To its end. */
  static Future<Integer> call(CallApiClient client, String callId, CallLines lines) {
    return follow(client, new JsonObject().put("callid", callId), lines, true);
  }

  private static Future<Integer> follow(
      CallApiClient client, JsonObject filters, CallLines lines, boolean toTheEnd) {
    Promise<Integer> done = Promise.promise();
    Subscription news = client.callSubscribe(filters);
    news.exceptionHandler(done::tryFail);
    news.endHandler(v -> done.tryComplete(ExitCode.OK));
    news.handler(
        notice -> {
          print(notice, lines);
          if (toTheEnd && notice.event().equals("CallEnded")) {
            done.tryComplete(ExitCode.OK);
          }
        });
    return done.future();
  }

  /** What there was before, call by call. */
  private static void print(Notice notice, CallLines lines) {
    JsonArray calls = notice.data().getJsonArray("calls", new JsonArray());
    if (calls.isEmpty()) {
      lines.print(notice);
    }
    calls.forEach(call -> lines.print(Call.of((JsonObject) call)));
  }
}
