package io.callapi.opensips.mi;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What a fake management interface says, whatever carries it. */
final class FakeMi {

  private final Vertx vertx;
  private final List<JsonObject> requests = new CopyOnWriteArrayList<>();

  FakeMi(Vertx vertx) {
    this.vertx = vertx;
  }

  /** What has been asked. */
  List<JsonObject> requests() {
    return requests;
  }

  /** Answers by the name of the command; some never, some late. */
  void onRequest(String text, Consumer<String> reply) {
    JsonObject request = new JsonObject(text);
    requests.add(request);
    JsonObject params = request.getJsonObject("params", new JsonObject());
    switch (request.getString("method")) {
      case "echo" -> reply.accept(result(request, params));
      case "refuse" -> reply.accept(refusal(request, params));
      case "late", "t_uac_dlg", "dlg_send_sequential" ->
          vertx.setTimer(params.getLong("ms"), due -> reply.accept(result(request, params)));
      case "silent" -> {}
      case "long" -> reply.accept(result(request, "x".repeat(params.getInteger("length"))));
      case "other" -> reply.accept(result(new JsonObject().put("id", "other"), params));
      case "number" -> reply.accept(result(new JsonObject().put("id", 5), params));
      default -> reply.accept(params.getString("text"));
    }
  }

  private static String result(JsonObject request, Object result) {
    return JsonObject.of("jsonrpc", "2.0", "result", result, "id", request.getValue("id")).encode();
  }

  private static String refusal(JsonObject request, JsonObject error) {
    return JsonObject.of("jsonrpc", "2.0", "error", error, "id", request.getValue("id")).encode();
  }
}
