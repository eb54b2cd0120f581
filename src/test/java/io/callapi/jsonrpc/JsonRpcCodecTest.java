package io.callapi.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.jsonrpc.JsonRpcCodec.Batch;
import io.callapi.jsonrpc.JsonRpcCodec.Frame;
import io.callapi.jsonrpc.JsonRpcCodec.Item;
import io.callapi.jsonrpc.JsonRpcCodec.Single;
import io.callapi.jsonrpc.JsonRpcMessage.Failure;
import io.callapi.jsonrpc.JsonRpcMessage.Notification;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import io.callapi.jsonrpc.JsonRpcMessage.RequestId;
import io.callapi.jsonrpc.JsonRpcMessage.Success;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcCodecTest {

  private final JsonRpcCodec codec = new JsonRpcCodec();

  private Item single(String text) {
    return ((Single) codec.decode(text)).item();
  }

  private Request request(String text) {
    return Objects.requireNonNull(single(text).request());
  }

  private String error(String text) {
    return codec.encode(Objects.requireNonNull(single(text).failure()));
  }

  private static String echo(String id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"Echo\",\"params\":{}}";
  }

  @Test
  void readsARequest() {
    Request request =
        request(
            "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"CallEnd\",\"params\":{\"callid\":\"c\"}}");

    assertThat(request)
        .isEqualTo(new Request(new RequestId("1"), "CallEnd", Map.of("callid", "c")));
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  @Test
  void readsAndWritesWhatIsNested64Deep() {
    Request request =
        request("{\"id\":1,\"method\":\"Echo\",\"params\":{\"a\":" + nested(62) + "}}");

    assertThat(codec.encode(new Notification("Echo", Map.of("data", request.params()))))
        .contains("{\"a\":" + nested(62) + "}");
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64, 1000, 30_000})
  void refusesWhatIsNestedDeeper(int depth) {
    assertThat(error("{\"id\":1,\"method\":\"Echo\",\"params\":{\"a\":" + nested(depth) + "}}"))
        .contains("-32700", "nested more than 64 deep");
    assertThat(error("{\"id\":" + nested(depth + 1) + "}")).contains("-32700");
    assertThat(error("[".repeat(depth + 2))).contains("-32700");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e2147483648",
        "1e-2147483649",
        "1e999999",
        "1E+1000",
        "0.1e-1000",
        "1e99999999999999999999",
        "-12345678901234567890123456789012345678901234567890"
            + "12345678901234567890123456789012345678901234567890"
      })
  void refusesAbsurdNumbers(String number) {
    assertThat(error("{\"id\":1,\"method\":\"Echo\",\"params\":{\"a\":" + number + "}}"))
        .contains("-32700", "a number has at most 100 characters");
    assertThat(error(echo(number))).contains("-32700");
  }

  @ParameterizedTest
  @CsvSource({"1e999, 1E+999", "1E-999, 1E-999", "1e+0009, 1E+9", "0e0, 0", "1e1, 1E+1"})
  void readsNumbersWithAnExponent(String number, String written) {
    Request request = request(echo(number));

    assertThat(codec.encode(new Success(Objects.requireNonNull(request.id()), Map.of())))
        .contains("\"id\":" + written + ",");
  }

  @Test
  void keepsALoneSurrogateAndEverythingElseOfAText() {
    for (String text : List.of("\\uD800", "x\\uDC00y", "\\uD83D\\uDE00", "\\uFFFF")) {
      Request request = request(echo("\"" + text + "\""));

      assertThat(codec.encode(new Success(Objects.requireNonNull(request.id()), Map.of())))
          .contains("\"id\":\"" + text + "\",");
    }
    assertThat(codec.encode(new Success(new RequestId("\u00e9\u20ac"), Map.of())))
        .contains("\u00e9\u20ac");
  }

  @Test
  void takesIdsOf256CharactersAndRequestsOf256MembersAtMost() {
    assertThat(request(echo("\"" + "x".repeat(256) + "\"")).id()).isNotNull();
    assertThat(error(echo("\"" + "x".repeat(257) + "\"")))
        .contains("\"id\":null", "-32600", "id must not be longer than 256 characters");
    StringBuilder members = new StringBuilder("{\"id\":7,\"method\":\"Echo\"");
    for (int i = 0; i < 5000; i++) {
      members.append(",\"m").append(i).append("\":").append(i);
    }
    assertThat(error(members + "}"))
        .contains("\"id\":7", "-32600", "a request has at most 256 members");
  }

  @Test
  void saysInFewWordsWhatIsNotJson() {
    assertThat(error("x".repeat(60_000))).hasSizeLessThan(400).contains("-32700");
    assertThat(error("{\"" + "x".repeat(60_000))).hasSizeLessThan(400).contains("-32700");
  }

  @Test
  void tellsARequestWithoutAnIdFromOneWithTheIdNull() {
    assertThat(request("{\"method\":\"Echo\",\"params\":{}}").id()).isNull();
    assertThat(request(echo("null")).id()).isEqualTo(new RequestId(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"s\"",
        "\"\"",
        "0",
        "-7",
        "1.5",
        "1.50",
        "2147483648",
        "9007199254740993",
        "12345678901234567890",
        "0.1234567890123456789",
        "null"
      })
  void keepsTheIdExactly(String id) {
    Request request = request(echo(id));

    assertThat(codec.encode(new Success(Objects.requireNonNull(request.id()), Map.of())))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "[1]", "true", "false"})
  void refusesIdsOfOtherTypes(String id) {
    assertThat(error(echo(id)))
        .startsWith(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":"
                + "{\"code\":-32600,\"message\":\"Invalid Request\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "x", "{", "}", "\"a", "{\"a\"}", "[1", "1 2", "{}x", "01", "'a'"})
  void answersAParseError(String text) {
    assertThat(error(text))
        .startsWith(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":"
                + "{\"code\":-32700,\"message\":\"Parse error\"");
  }

  @Test
  void answersAParseErrorToJsonThatIsTooDeepOrTooLong() {
    assertThat(error("[".repeat(10_000) + "]".repeat(10_000))).contains("-32700");
    assertThat(error(echo("9".repeat(10_000)))).contains("-32700");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "null | null",
        "7 | null",
        "\"a\" | null",
        "{} | null",
        "{\"id\":3} | 3",
        "{\"id\":3,\"method\":{}} | 3",
        "{\"id\":\"x\",\"jsonrpc\":\"2\",\"method\":\"m\"} | \"x\""
      })
  void answersAnInvalidRequestWithTheIdIfItCanBeRead(String text, String id) {
    assertThat(error(text))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":-32600,");
  }

  @Test
  void takesTheLastOfDuplicateKeys() {
    Request request =
        request(
            "{\"id\":1,\"id\":2,\"method\":\"a\",\"method\":\"b\",\"params\":{\"x\":1,\"x\":2}}");

    assertThat(request).isEqualTo(new Request(new RequestId(2), "b", Map.of("x", 2)));
  }

  @Test
  void keepsNullsAndBigNumbersInsideParameters() {
    String params = "{\"a\":null,\"b\":[null,1],\"c\":{\"d\":null},\"e\":12345678901234567890.5}";

    Map<String, Object> read =
        Objects.requireNonNull(request("{\"method\":\"m\",\"params\":" + params + "}").params());

    assertThat(codec.encode(new Notification("m", read)))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":" + params + "}");
    assertThat(read.get("e")).isEqualTo(new BigDecimal("12345678901234567890.5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1]", "null", "\"x\"", "1", "true"})
  void hasNoParametersButThoseOfAnObject(String params) {
    assertThat(request("{\"method\":\"m\",\"params\":" + params + "}").params()).isNull();
    assertThat(request("{\"method\":\"m\"}").params()).isNull();
    assertThat(request("{\"method\":\"m\",\"params\":{}}").params()).isEmpty();
  }

  private Frame batchOf(int entries) {
    return codec.decode("[" + String.join(",", Collections.nCopies(entries, echo("1"))) + "]");
  }

  @Test
  void readsBatchesOf1To100() {
    assertThat(((Batch) batchOf(1)).items()).hasSize(1);
    assertThat(((Batch) batchOf(100)).items())
        .hasSize(100)
        .allSatisfy(item -> assertThat(item.request()).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101, 5000})
  void refusesOtherBatchesAsAWhole(int entries) {
    Item item = ((Single) batchOf(entries)).item();

    Failure failure = Objects.requireNonNull(item.failure());
    assertThat(failure.id()).isEqualTo(RequestId.UNREADABLE);
    assertThat(failure.error()).isEqualTo(JsonRpcError.INVALID_REQUEST);
  }

  @Test
  void answersTheEntriesOfABatchOneByOne() {
    List<Item> items = ((Batch) codec.decode("[1," + echo("2") + ",[]]")).items();

    assertThat(items).hasSize(3);
    assertThat(items.get(0).failure()).isNotNull();
    assertThat(items.get(1).request()).isNotNull();
    assertThat(items.get(2).failure()).isNotNull();
  }

  record Everything(CallId callid, SipUri uri, Leg leg, @Nullable String extra) {}

  @Test
  void writesRecordsByTheNamesOfTheProtocol() {
    Notification notification =
        new Notification(
            "m", new Everything(new CallId("c"), new SipUri("sip:a@h"), Leg.CALLEE, null));

    assertThat(codec.encode(notification))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"m\","
                + "\"params\":{\"callid\":\"c\",\"uri\":\"sip:a@h\",\"leg\":\"callee\"}}");
  }

  @Test
  void writesNullsOfMaps() {
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    params.put("a", null);

    assertThat(codec.encode(new Notification("m", params)))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"a\":null}}");
  }

  @Test
  void writesErrorsWithDataIfThereIsAny() {
    RequestId id = new RequestId(5);

    assertThat(
            codec.encode(
                new Failure(id, JsonRpcError.LIMIT_REACHED, Map.of("retry_after_ms", 1000))))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32002,"
                + "\"message\":\"Limit reached\",\"data\":{\"retry_after_ms\":1000}}}");
    assertThat(codec.encode(new Failure(id, JsonRpcError.METHOD_NOT_FOUND, null)))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":5,"
                + "\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}");
  }

  private record Answer(String cmdId, CallId callidA, @Nullable Instant ended, Instant started) {}

  @Test
  void writesTheNamesOfComponentsInSnakeCaseAndTimesWithMilliseconds() {
    Answer answer =
        new Answer("c", new CallId("a"), null, Instant.parse("2026-11-27T18:00:00.1239Z"));
    Answer even = new Answer("c", new CallId("a"), null, Instant.parse("2026-11-27T18:00:00Z"));

    assertThat(codec.encode(new Success(new RequestId(1), answer)))
        .endsWith("{\"cmd_id\":\"c\",\"callidA\":\"a\",\"started\":\"2026-11-27T18:00:00.123Z\"}}");
    assertThat(codec.encode(new Success(new RequestId(1), even)))
        .endsWith("\"started\":\"2026-11-27T18:00:00.000Z\"}}");
  }

  @Test
  void writesTheAnswersToABatchAsAnArray() {
    assertThat(codec.encodeBatch(List.of(new Success(new RequestId(1), Map.of()))))
        .isEqualTo("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}]");
  }

  @Test
  void hasTheCodesOfTheStandardAndItsOwnInTheRangeForServers() {
    assertThat(JsonRpcError.values())
        .extracting(JsonRpcError::code)
        .doesNotHaveDuplicates()
        .contains(-32700, -32600, -32601, -32602, -32603)
        .filteredOn(code -> code > -32600)
        .allSatisfy(code -> assertThat(code).isBetween(-32099, -32000));
    assertThat(JsonRpcError.ID_IN_USE.code()).isEqualTo(-32001);
    assertThat(JsonRpcError.LIMIT_REACHED.code()).isEqualTo(-32002);
  }
}
