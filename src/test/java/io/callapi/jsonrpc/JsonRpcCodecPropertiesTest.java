package io.callapi.jsonrpc;

import static io.callapi.jsonrpc.JsonRpcCodec.MAX_ID_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.jsonrpc.JsonRpcCodec.Batch;
import io.callapi.jsonrpc.JsonRpcCodec.Frame;
import io.callapi.jsonrpc.JsonRpcCodec.Item;
import io.callapi.jsonrpc.JsonRpcCodec.Single;
import io.callapi.jsonrpc.JsonRpcMessage.Failure;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonRpcCodecPropertiesTest {

  private final JsonRpcCodec codec = new JsonRpcCodec();

  @Property
  void decodesAnyTextToSomethingThatCanBeAnswered(@ForAll String text) {
    expectSomething(codec.decode(text));
  }

  @Property
  void decodesAnyJsonToSomethingThatCanBeAnswered(@ForAll("json") String json) {
    expectSomething(codec.decode(json));
  }

  private void expectSomething(Frame frame) {
    List<Item> items =
        frame instanceof Single single ? List.of(single.item()) : ((Batch) frame).items();
    assertThat(items).hasSizeBetween(1, JsonRpcCodec.MAX_BATCH);
    for (Item item : items) {
      Failure failure = item.failure();
      assertThat(item.request() == null).isNotEqualTo(failure == null);
      if (failure != null) {
        assertThat(codec.encode(failure))
            .contains("\"error\":{\"code\":-32")
            .hasSizeLessThan(6 * (MAX_ID_LENGTH + 200) + 200);
      }
    }
  }

  /** What is not JSON, nested too deep or absurd is answered as what it is, and never thrown. */
  @Property
  void decodesTextsOfTheCharactersOfJson(@ForAll("signs") String text) {
    expectSomething(codec.decode(text));
  }

  @Provide
  Arbitrary<String> signs() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "d800",
            "\"id\":",
            "\"method\":",
            "\"params\":",
            "1",
            "-",
            ".",
            "e",
            "E+",
            "9".repeat(60),
            "null",
            "true",
            " ",
            "\u0000",
            "[".repeat(40),
            "{\"a\":".repeat(40),
            "1e999999",
            "1e2147483648",
            "x".repeat(300));
    return parts.list().ofMaxSize(30).map(some -> String.join("", some));
  }

  @Property
  void readsWhatItHasWrittenOfARequest(@ForAll("requests") String text) {
    Request request = request(text);

    assertThat(request(codec.encode(request))).isEqualTo(request);
  }

  private Request request(String text) {
    return Objects.requireNonNull(((Single) codec.decode(text)).item().request());
  }

  @Provide
  Arbitrary<String> json() {
    Arbitrary<String> names =
        Arbitraries.of("jsonrpc", "id", "method", "params", "x").map(JsonTexts::quoted);
    Arbitrary<String> likely = Arbitraries.of("\"2.0\"", "\"Echo\"", "{}", "1");
    Arbitrary<String> object =
        JsonTexts.object(names, Arbitraries.oneOf(likely, JsonTexts.values()));
    Arbitrary<String> batch =
        Arbitraries.oneOf(object, JsonTexts.values())
            .list()
            .ofMaxSize(5)
            .map(entries -> "[" + String.join(",", entries) + "]");
    return Arbitraries.oneOf(object, batch, JsonTexts.values());
  }

  @Provide
  Arbitrary<String> requests() {
    Arbitrary<String> ids =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            JsonTexts.strings().map(id -> "\"id\":" + id + ","),
            Arbitraries.bigIntegers().map(id -> "\"id\":" + id + ","),
            JsonTexts.decimals().map(id -> "\"id\":" + id + ","));
    Arbitrary<String> params =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            JsonTexts.object(JsonTexts.strings(), JsonTexts.values())
                .map(object -> ",\"params\":" + object));
    return Combinators.combine(ids, JsonTexts.strings(), params)
        .as((id, method, rest) -> "{" + id + "\"method\":" + method + rest + "}");
  }
}
