package io.callapi.description;

import io.callapi.command.Parameters;
import io.callapi.method.Caller;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** {@code rpc.discover}: the OpenRPC document of the methods that there are, itself included. */
public final class Discover implements QueryMethod<Discover.Params> {

  static final String NAME = "rpc.discover";

  private final Answer answer;

  public Discover(ApiDocuments documents) {
    // Decoded once more, there are maps and lists in it that anybody can write.
    this.answer = Answer.of(new JsonObject(documents.openRpc()));
  }

  record Params() {}

  record Answer(
      String openrpc,
      Map<String, Object> info,
      List<Object> servers,
      List<Object> methods,
      Map<String, Object> components) {

    static Answer of(JsonObject document) {
      return new Answer(
          document.getString("openrpc"),
          document.getJsonObject("info").getMap(),
          plain(document.getJsonArray("servers").getList()),
          plain(document.getJsonArray("methods").getList()),
          document.getJsonObject("components").getMap());
    }

    private static List<Object> plain(List<?> values) {
      return List.copyOf(values);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Params read(Parameters parameters) {
    return new Params();
  }

  @Override
  public Future<Answer> answer(Params params, Caller caller) {
    return Future.succeededFuture(answer);
  }
}
