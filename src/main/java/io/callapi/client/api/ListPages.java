package io.callapi.client.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Reads all pages of a list. */
final class ListPages {

  private ListPages() {}

  static Future<List<JsonObject>> all(
      CallApiClient client, String method, String member, JsonObject params) {
    return more(client, method, member, params, new ArrayList<>());
  }

  private static Future<List<JsonObject>> more(
      CallApiClient client,
      String method,
      String member,
      JsonObject params,
      List<JsonObject> found) {
    return client
        .query(method, params)
        .compose(
            page -> {
              page.getJsonArray(member, new JsonArray())
                  .forEach(each -> found.add((JsonObject) each));
              String cursor = page.getString("cursor");
              return cursor == null
                  ? Future.succeededFuture(found)
                  : more(client, method, member, params.copy().put("cursor", cursor), found);
            });
  }
}
