package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A client that knows nothing but {@code /openrpc.json} calls every method. What it is answered and
 * told is judged by the documents, as for all clients of this suite.
 */
class DescribedAcceptanceIT {

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6");

  private final Map<String, String> learned = new HashMap<>();

  private JsonObject document() throws IOException {
    return new JsonObject(read("/openrpc.json"));
  }

  private String read(String path) throws IOException {
    try (var in = URI.create("http://localhost:" + server.port() + path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<JsonObject> objects(JsonObject json, String member) {
    return json.getJsonArray(member).stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void letsAClientThatReadsItCallEveryMethod() throws Exception {
    Client client = server.client();
    for (JsonObject method : objects(document(), "methods")) {
      for (JsonObject example : objects(method, "examples")) {
        call(client, method, example);
      }
    }
    assertThat(learned).containsKeys("call-id", "cmd-id");
  }

  /** With the example's parameters, but for ids that were learned. */
  private void call(Client client, JsonObject method, JsonObject example) {
    String name = method.getString("name");
    Map<String, String> formats = new HashMap<>();
    objects(method, "params")
        .forEach(
            param ->
                formats.put(
                    param.getString("name"),
                    param.getJsonObject("schema").getString("format", "")));
    boolean tells = method.containsKey("x-notifications");
    JsonObject params = new JsonObject();
    for (JsonObject param : objects(example, "params")) {
      String format = formats.getOrDefault(param.getString("name"), "");
      boolean own = tells && param.getString("name").equals("cmd_id");
      // The call that was learned is one call: where two are needed, the other is that of the
      // example.
      Object known =
          own || params.getMap().containsValue(learned.get(format)) ? null : learned.get(format);
      params.put(param.getString("name"), known == null ? param.getValue("value") : known);
    }

    JsonObject reply = client.ask(name, params);

    assertThat(reply.containsKey("result") || errorsOf(method, reply)).as(reply.encode()).isTrue();
    if (objects(method, "tags").get(0).getString("name").equals("subscription")) {
      learned.put("cmd-id", params.getString("cmd_id"));
    } else if (tells && reply.containsKey("result")) {
      Run run = client.command(params.getString("cmd_id")).ends();
      learned.put("cmd-id", run.cmdId());
      run.messages().stream()
          .map(message -> message.params().getValue("data"))
          .filter(data -> data instanceof JsonObject json && json.containsKey("callid"))
          .forEach(data -> learned.put("call-id", ((JsonObject) data).getString("callid")));
    }
  }

  private static boolean errorsOf(JsonObject method, JsonObject reply) {
    String code = "E" + -reply.getJsonObject("error").getInteger("code");
    return objects(method, "errors").stream()
        .anyMatch(error -> error.getString("$ref").endsWith("/" + code));
  }

  @Test
  void answersDiscoverWithTheSameDocument() throws Exception {
    JsonObject reply = server.client().ask("rpc.discover", new JsonObject());

    assertThat(reply.getJsonObject("result")).isEqualTo(document());
  }

  @Test
  void servesTheClientForJavaScriptWithTypesOfEachMethod() throws Exception {
    assertThat(read("/call-api.js")).contains("export class CallApi");
    String types = read("/call-api.d.ts");
    for (JsonObject method : objects(document(), "methods")) {
      String name = method.getString("name");
      // Sessions are what the client does itself.
      assertThat(types.contains("'" + name + "'(params") || name.startsWith("Session"))
          .as(name)
          .isTrue();
    }
  }
}
