package io.callapi.description;

import io.callapi.description.MethodDescription.Kind;
import io.callapi.method.CommandMethod;
import io.callapi.method.Method;
import io.callapi.method.QueryMethod;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the program says of its methods to other programs. It is the same for everybody and holds
 * nothing of the configuration but the path of the WebSocket.
 *
 * @param openRpc an OpenRPC document, as JSON
 * @param asyncApi an AsyncAPI document, as JSON
 * @param types of the client for JavaScript, as TypeScript
 */
public record ApiDocuments(String openRpc, String asyncApi, String types) {

  /**
   * Describes these methods, and {@link Discover} with them.
   *
   * @param path of the WebSocket
   * @throws IllegalStateException if one is not described; says what to add
   */
  public static ApiDocuments of(Collection<Method> methods, String path) {
    List<String> order = MethodDescription.names();
    List<MethodDescription> all =
        Stream.concat(
                methods.stream().map(method -> described(method, order)),
                Stream.of(MethodDescription.of(Discover.NAME)))
            .sorted(Comparator.comparing(method -> order.indexOf(method.name())))
            .toList();
    return new ApiDocuments(
        new OpenRpc().document(all, path).encode(),
        new AsyncApi().document(all, path).encode(),
        new TypeScript().declarations(all));
  }

  private static MethodDescription described(Method method, List<String> order) {
    String name = method.name();
    MethodDescription description = MethodDescription.of(name);
    if (!order.contains(name)) {
      throw new IllegalStateException(
          "add " + name + " to src/main/resources/methods/index.json, where it is to be listed");
    }
    if (description.kind() != kindOf(method)) {
      throw new IllegalStateException(
          "%s is a %s, and not what src/main/resources/methods/%s.json says"
              .formatted(name, kindOf(method).text(), name));
    }
    return description;
  }

  private static Kind kindOf(Method method) {
    if (method instanceof CommandMethod) {
      return Kind.COMMAND;
    }
    return method instanceof QueryMethod ? Kind.QUERY : Kind.SUBSCRIPTION;
  }

  static JsonObject info() {
    String version = ApiDocuments.class.getPackage().getImplementationVersion();
    return new JsonObject()
        .put("title", "Call API")
        .put("version", Objects.requireNonNullElse(version, "development"))
        .put("description", "Controls SIP calls. docs/protocol.md says how to talk to it.")
        .put(
            "license",
            new JsonObject()
                .put("name", "Apache-2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0"));
  }
}
