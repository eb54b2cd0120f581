package io.callapi.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the program says of its methods is well-formed, complete and true of its own examples. */
class ApiDocumentsTest {

  private static final String META = "https://meta.json-schema.tools/";

  private static JsonObject openRpc;
  private static JsonObject asyncApi;

  @BeforeAll
  static void describe() {
    ApiDocuments documents = AllMethods.documents();
    openRpc = new JsonObject(documents.openRpc());
    asyncApi = new JsonObject(documents.asyncApi());
  }

  static List<JsonObject> methods() {
    describe();
    return openRpc.getJsonArray("methods").stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void isAnOpenRpcDocument() throws Exception {
    JsonObject meta = metaSchema("openrpc-1.3.json").put("$schema", Draft.DRAFT7.getIdentifier());
    SchemaRepository schemas = repository(Draft.DRAFT7);
    schemas.dereference(META, JsonSchema.of(metaSchema("json-schema.json")));

    Validator validator = validator(schemas, meta);

    assertThat(faults(validator, openRpc)).isEmpty();
    assertThat(faults(validator, openRpc.copy().put("methods", "none"))).isNotEmpty();
  }

  @Test
  void isAnAsyncApiDocument() throws Exception {
    JsonObject meta =
        metaSchema("asyncapi-3.0.0.json").put("$schema", Draft.DRAFT7.getIdentifier());
    SchemaRepository schemas = repository(Draft.DRAFT7);

    Validator validator = validator(schemas, meta);

    assertThat(faults(validator, asyncApi)).isEmpty();
    assertThat(faults(validator, asyncApi.copy().put("channels", "none"))).isNotEmpty();
  }

  @Test
  void refersToNothingThatIsNotThere() {
    for (JsonObject document : List.of(openRpc, asyncApi)) {
      List<String> references = new ArrayList<>();
      visit(
          document,
          object -> {
            if (object.getValue("$ref") instanceof String ref) {
              references.add(ref);
            }
          });

      assertThat(references)
          .isNotEmpty()
          .allSatisfy(ref -> assertThat(at(document, ref)).isNotNull());
    }
  }

  @Test
  void listsTheMethodsInTheirOrder() {
    assertThat(methods())
        .extracting(method -> method.getString("name"))
        .containsExactlyElementsOf(MethodDescription.names());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void showsExamplesThatAreTrue(JsonObject method) {
    String name = method.getString("name");
    assertThat(method.getJsonArray("examples")).as("examples of " + name).isNotEmpty();
    for (Object each : method.getJsonArray("examples")) {
      JsonObject result = ((JsonObject) each).getJsonObject("result");
      JsonObject reply = new JsonObject().put("result", result.getValue("value"));

      assertThat(new Judge(openRpc, asyncApi).faultsOfReply(name, reply)).isEmpty();
    }
  }

  @Test
  void tellsWhatToAddForAMethodThatIsNotDescribed() {
    assertThatThrownBy(() -> MethodDescription.of("CallPark"))
        .hasMessage(
            "the method CallPark is not described: add src/main/resources/methods/CallPark.json;"
                + " CONTRIBUTING.md says what belongs there");
  }

  @Test
  void isWhatTheDocumentationHasToo() throws Exception {
    String protocol = Files.readString(Path.of("docs", "protocol.md"));
    for (JsonObject method : methods()) {
      String name = method.getString("name");
      String row =
          protocol
              .lines()
              .filter(
                  line ->
                      line.startsWith("| `" + name + "` |") && line.split("\\|", -1).length >= 5)
              .findFirst()
              .orElseThrow(() -> new AssertionError("docs/protocol.md has no row for " + name));
      for (Object param : method.getJsonArray("params")) {
        String parameter = ((JsonObject) param).getString("name");
        boolean ofAll = List.of("cmd_id", "tag", "proxy").contains(parameter);
        assertThat(row.contains("`" + parameter + "`") || ofAll)
            .as("%s of %s in docs/protocol.md", parameter, name)
            .isTrue();
      }
      method
          .getJsonObject("x-notifications", new JsonObject())
          .fieldNames()
          .forEach(event -> assertThat(protocol).as(name).contains("`" + event + "`"));
    }
  }

  private static SchemaRepository repository(Draft draft) {
    return SchemaRepository.create(
        new JsonSchemaOptions()
            .setBaseUri("https://meta.invalid/")
            .setDraft(draft)
            .setOutputFormat(OutputFormat.Basic));
  }

  private static Validator validator(SchemaRepository schemas, JsonObject schema) {
    String uri = schema.getString("$id", "https://meta.invalid/");
    return schemas.dereference(uri, JsonSchema.of(schema)).validator(uri);
  }

  private static List<String> faults(Validator validator, JsonObject json) {
    OutputUnit result = validator.validate(json);
    return Boolean.TRUE.equals(result.getValid())
        ? List.of()
        : result.getErrors().stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getError())
            .toList();
  }

  private static JsonObject metaSchema(String name) throws Exception {
    return new JsonObject(Files.readString(Path.of("src/test/resources/metaschemas", name)));
  }

  private static void visit(Object json, Consumer<JsonObject> visitor) {
    if (json instanceof JsonObject object) {
      visitor.accept(object);
      object.forEach(entry -> visit(entry.getValue(), visitor));
    } else if (json instanceof JsonArray array) {
      array.forEach(each -> visit(each, visitor));
    }
  }

  private static @Nullable Object at(JsonObject document, String pointer) {
    @Nullable Object found = document;
    for (String step : pointer.substring(2).split("/", -1)) {
      found = found instanceof JsonObject object ? object.getValue(step) : null;
    }
    return found;
  }
}
