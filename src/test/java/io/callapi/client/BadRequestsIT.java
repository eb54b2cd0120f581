package io.callapi.client;

import static io.callapi.client.Requests.callEnd;
import static io.callapi.client.Requests.echo;
import static io.callapi.client.Requests.errorCode;
import static io.callapi.client.Requests.request;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** "Requests that are not right" of the protocol, row by row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsIT {

  private TestServer server;
  private WsClient client;

  @BeforeAll
  void startServer() {
    server = TestServer.start();
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @BeforeEach
  void connect() {
    client = server.connect();
  }

  @AfterEach
  void nothingHasReachedTheProxy() {
    if (client.isOpen()) {
      client.expectNothingMore();
      client.leave();
    }
    assertThat(server.proxy().requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "{",
        "{\"jsonrpc\":\"2.0\"",
        "{'jsonrpc':'2.0'}",
        "{} {}",
        "[1,",
        "{\"a\":1,}",
        "NaN"
      })
  void answersAParseErrorToWhatIsNotJson(String text) {
    client.send(text);

    JsonObject reply = client.next();
    assertThat(errorCode(reply)).isEqualTo(-32700);
    assertThat(reply.getJsonObject("error").getString("message")).isEqualTo("Parse error");
    assertThat(reply.containsKey("id")).isTrue();
    assertThat(reply.getValue("id")).isNull();
    assertThat(reply.getString("jsonrpc")).isEqualTo("2.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1 | null",
        "null | null",
        "\"text\" | null",
        "true | null",
        "{} | null",
        "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"Echo\",\"params\":{}} | 7",
        "{\"jsonrpc\":2.0,\"id\":7,\"method\":\"Echo\",\"params\":{}} | 7",
        "{\"jsonrpc\":null,\"id\":7,\"method\":\"Echo\",\"params\":{}} | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":1,\"params\":{}} | \"x\"",
        "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":null,\"params\":{}} | \"x\"",
        "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"params\":{}} | \"x\"",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"Echo\",\"params\":{}} | null",
        "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"Echo\",\"params\":{}} | null",
        "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"Echo\",\"params\":{}} | null"
      })
  void answersAnInvalidRequestToJsonThatIsNoRequest(String text, String id) {
    client.send(text);

    String reply = client.nextText();
    assertThat(errorCode(new JsonObject(reply))).isEqualTo(-32600);
    assertThat(reply).startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":");
  }

  @Test
  void acceptsARequestWithoutAVersion() {
    client.send("{\"id\":\"1\",\"method\":\"Echo\",\"params\":{\"cmd_id\":\"old-client\"}}");

    assertThat(client.next().getJsonObject("result"))
        .isEqualTo(new JsonObject().put("cmd_id", "old-client").put("event", "Started"));
    client.untilEnd("old-client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "echo",
        "Call",
        "CallTransfer",
        "Params",
        "run",
        "toString",
        "getClass",
        "CallCommands",
        "io.callapi.call.CallStart",
        "StartCommand",
        "callapi.command.x",
        "callapi.commands.0",
        "callapi.proxy.default",
        "t_uac_dlg",
        "../schemas/CallStart",
        "__proto__"
      })
  void knowsNoOtherMethods(String method) {
    client.send(
        request("1", method, "{\"callid\":\"c\",\"caller\":\"sip:a@h\",\"callee\":\"sip:b@h\"}"));

    JsonObject reply = client.next();
    assertThat(errorCode(reply)).isEqualTo(-32601);
    assertThat(reply.getValue("id")).isEqualTo("1");
  }

  static Stream<Arguments> parametersThatAreNotRight() {
    return Stream.of(
        bad("CallStart", "{}", "caller", "callee"),
        bad("CallStart", "{'caller':'sip:alice@h'}", "callee"),
        bad("CallStart", "{'caller':'sip:alice@h','callee':1}", "callee"),
        bad("CallStart", "{'caller':'sip:alice@h','callee':null}", "callee"),
        bad("CallStart", "{'caller':['sip:alice@h'],'callee':{}}", "caller", "callee"),
        bad("CallStart", "{'caller':'','callee':'bob'}", "caller", "callee"),
        bad("CallStart", "{'caller':'tel:+1','callee':'sip:b@h?Subject=x'}", "caller", "callee"),
        bad("CallStart", "{'caller':'sip:a@h','callee':'sip:b@h','x':1}", "x"),
        bad("CallStart", "{'caller':'sip:a@h','callee':'sip:b@h','cmd_id':7}", "cmd_id"),
        bad("CallStart", "{'caller':'sip:a@h','callee':'sip:b@h','cmd_id':'a b'}", "cmd_id"),
        bad("CallStart", "{'caller':'sip:a@h','callee':'sip:b@h','cmd_id':'\u00e9'}", "cmd_id"),
        bad("CallStart", "{'caller':'sip:a@h:0','callee':'sip:b@h:65536'}", "caller", "callee"),
        bad("CallBlindTransfer", "{'callid':'c','leg':'caller'}", "destination"),
        bad("CallBlindTransfer", "{'callid':'c','leg':'both','destination':'sip:c@h'}", "leg"),
        bad("CallBlindTransfer", "{'callid':'c','leg':'CALLER','destination':'sip:c@h'}", "leg"),
        bad("CallBlindTransfer", "{'callid':'c','leg':1,'destination':'sip:c@h'}", "leg"),
        bad("CallBlindTransfer", "{'callid':'','leg':'caller','destination':'sip:c@h'}", "callid"),
        bad("CallAttendedTransfer", "{}", "callidA", "legA", "callidB", "legB"),
        bad(
            "CallAttendedTransfer",
            "{'callidA':'a','legA':'caller','callidB':'b','legB':''}",
            "legB"),
        bad("CallHold", "{}", "callid"),
        bad("CallHold", "{'callid':'c','leg':'caller'}", "leg"),
        bad("CallUnhold", "{'callid':12345}", "callid"),
        bad("CallEnd", "{'callId':'c'}", "callid", "callId"),
        bad("CallEnd", "{'callid':true}", "callid"),
        bad("CallEnd", "{'callid':'" + "x".repeat(257) + "'}", "callid"),
        bad("Echo", "{'cmd_id':1}", "cmd_id"),
        bad("Echo", "{'cmd_id':'" + "x".repeat(129) + "'}", "cmd_id"));
  }

  private static Arguments bad(String method, String params, String... names) {
    return Arguments.of(method, params.replace('\'', '"'), List.of(names));
  }

  @ParameterizedTest
  @MethodSource("parametersThatAreNotRight")
  void namesEachParameterThatIsNotRightAndWhy(String method, String params, List<String> names) {
    client.send(request("1", method, params));

    JsonObject reply = client.next();
    assertThat(errorCode(reply)).isEqualTo(-32602);
    assertThat(reply.getValue("id")).isEqualTo("1");
    JsonObject data = reply.getJsonObject("error").getJsonObject("data");
    assertThat(data.fieldNames()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(data).allSatisfy(problem -> assertThat((String) problem.getValue()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CallStart", "CallEnd", "Echo"})
  void wantsAnObjectOfParameters(String method) {
    for (String params :
        List.of(
            "",
            ",\"params\":[]",
            ",\"params\":[{\"callid\":\"c\"}]",
            ",\"params\":null",
            ",\"params\":\"x\"",
            ",\"params\":1")) {
      client.send("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"" + method + "\"" + params + "}");

      assertThat(errorCode(client.next())).as(params).isEqualTo(-32602);
    }
  }

  static Stream<String> textThatBreaksOutOfAHeader() {
    return Stream.of("\\r\\n", "\\n", "\\r", "\\u0000", "<", ">", " ", "\\t", "\\u007f");
  }

  @ParameterizedTest
  @MethodSource("textThatBreaksOutOfAHeader")
  void letsNoTextBreakOutOfAHeader(String text) {
    String uri = "\"sip:bob" + text + "X-Injected: 1@h\"";
    String callId = "\"call" + text + "id\"";
    List<String> requests =
        List.of(
            request("1", "CallStart", "{\"caller\":" + uri + ",\"callee\":\"sip:bob@h\"}"),
            request("1", "CallStart", "{\"caller\":\"sip:bob@h\",\"callee\":" + uri + "}"),
            request(
                "1",
                "CallStart",
                "{\"caller\":\"sip:a@h\",\"callee\":\"sip:b@h\",\"cmd_id\":" + callId + "}"),
            request(
                "1", "CallStart", "{\"caller\":\"sip:a@h;x=" + text + "\",\"callee\":\"sip:b@h\"}"),
            request(
                "1",
                "CallBlindTransfer",
                "{\"callid\":\"c\",\"leg\":\"caller" + text + "\",\"destination\":\"sip:c@h\"}"),
            request(
                "1",
                "CallBlindTransfer",
                "{\"callid\":\"c\",\"leg\":\"caller\",\"destination\":" + uri + "}"));

    requests.forEach(client::send);

    assertThat(client.next(requests.size())).extracting(Requests::errorCode).containsOnly(-32602);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\r\\n", "\\n", "\\r", "\\u0000", " ", "\\t", "\\u007f", "\u00e9"})
  void letsNoCallIdBreakOutOfAHeader(String text) {
    for (String method : List.of("CallEnd", "CallHold", "CallUnhold")) {
      client.send(request("1", method, "{\"callid\":\"call" + text + "id\"}"));

      assertThat(errorCode(client.next())).isEqualTo(-32602);
    }
  }

  @Test
  void refusesAQuoteInAUri() {
    client.send(
        request("1", "CallStart", "{\"caller\":\"sip:\\\"a\\\"@h\",\"callee\":\"sip:bob@h\"}"));

    assertThat(client.next().getJsonObject("error").getJsonObject("data").getString("caller"))
        .isEqualTo("must not contain '\"' (at position 5)");
  }

  @Test
  void refusesAnEmptyBatch() {
    client.send("[]");

    String reply = client.nextText();
    assertThat(errorCode(new JsonObject(reply))).isEqualTo(-32600);
    assertThat(reply).contains("\"id\":null");
  }

  @Test
  void refusesABatchOfMoreThan100Entries() {
    client.send(IntStream.range(0, 101).mapToObj(i -> echo("" + i, "c" + i)).toList().toString());

    assertThat(errorCode(client.next())).isEqualTo(-32600);
  }

  @Test
  void answersEachEntryOfABatch() {
    client.send(
        "[1, {\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"nope\"}, "
            + callEnd("b", "c", "a b")
            + ", []]");

    JsonArray replies = client.nextArray();
    assertThat(replies.stream().map(r -> errorCode((JsonObject) r)).collect(Collectors.toList()))
        .containsExactlyInAnyOrder(-32600, -32601, -32602, -32600);
  }

  @Test
  void acceptsABinaryFrameOfJson() {
    client.sendBinary(
        request("1", "Echo", "{\"cmd_id\":\"binary\",\"text\":\"\u00e9\"}")
            .getBytes(StandardCharsets.UTF_8));

    assertThat(client.next().containsKey("result")).isTrue();
    assertThat(client.next().getJsonObject("params").getJsonObject("data").getString("text"))
        .isEqualTo("\u00e9");
    client.untilEnd("binary");
  }

  @Test
  void answersAParseErrorToABinaryFrameThatIsNotUtf8() {
    byte[] latin1 =
        request("1", "Echo", "{\"text\":\"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);

    client.sendBinary(latin1);
    assertThat(errorCode(client.next())).isEqualTo(-32700);
    client.sendBinary(new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(errorCode(client.next())).isEqualTo(-32700);
  }

  @Test
  void putsAMessageTogetherOutOfFramesThatPartACharacter() {
    byte[] whole =
        request("1", "Echo", "{\"cmd_id\":\"parts\",\"text\":\"\u20ac\"}")
            .getBytes(StandardCharsets.UTF_8);
    int middle = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\u00e2') + 1;

    client.sendFragments(
        List.of(
            Arrays.copyOfRange(whole, 0, middle), Arrays.copyOfRange(whole, middle, whole.length)));

    assertThat(client.next().containsKey("result")).isTrue();
    assertThat(client.next().getJsonObject("params").getJsonObject("data").getString("text"))
        .isEqualTo("\u20ac");
    client.untilEnd("parts");
  }

  @Test
  void echoesWhatIsNested64DeepAndRefusesWhatIsDeeper() {
    String deepest = "{\"cmd_id\":\"deep\",\"a\":" + "[".repeat(62) + "]".repeat(62) + "}";

    client.send(request("1", "Echo", deepest));
    assertThat(Requests.events(client.untilEnd("deep")))
        .containsExactly("Started", "Reply", "Ended");

    for (int depth : new int[] {63, 997, 998, 30_000}) {
      client.send(request("1", "Echo", "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}"));
      assertThat(errorCode(client.next())).isEqualTo(-32700);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e2147483648", "1e-2147483649", "1e999999", "-1E+1000"})
  void refusesAbsurdNumbersWhereverTheyAre(String number) {
    client.send(request("1", "Echo", "{\"a\":[" + number + "]}"));
    client.send("{\"id\":" + number + ",\"method\":\"Echo\",\"params\":{}}");

    assertThat(client.next(2)).extracting(Requests::errorCode).containsOnly(-32700);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "1E-999", "12345678901234567890.50", "-0.0", "7"})
  void echoesOtherNumbersAsTheyAre(String number) {
    String cmdId = "number-" + number.hashCode();

    client.send(request("1", "Echo", "{\"cmd_id\":\"" + cmdId + "\",\"a\":" + number + "}"));

    assertThat(client.next().containsKey("result")).isTrue();
    String reply = client.nextText();
    String echoed = reply.replaceAll(".*\"a\":([^,}]*)[,}].*", "$1");
    assertThat(new BigDecimal(echoed)).isEqualTo(new BigDecimal(number));
    client.untilEnd(cmdId);
  }

  @Test
  void answersInFewWordsWhateverIsWrong() {
    String members =
        IntStream.range(0, 5900).mapToObj(i -> "\"x" + i + "\":1").collect(joining(",", "{", "}"));
    for (String text :
        List.of(
            request("1", "CallEnd", members),
            request("1", "m".repeat(60_000), "{}"),
            request("i".repeat(60_000), "Echo", "{}"),
            request("1", "Echo", "{\"cmd_id\":\"" + "c".repeat(60_000) + "\"}"),
            request("1", "CallEnd", "{\"" + "n".repeat(60_000) + "\":1}"),
            "x".repeat(60_000))) {
      client.send(text);

      String reply = client.nextText();
      assertThat(reply).hasSizeLessThan(1024);
      assertThat(errorCode(new JsonObject(reply))).isBetween(-32700, -32600);
    }
  }

  @Test
  void acceptsAFrameOf64Kibibytes() {
    String frame = request("1", "Echo", "{\"cmd_id\":\"long\",\"text\":\"%s\"}");
    int rest = 65_536 - frame.length() + 2;

    client.send(frame.formatted("x".repeat(rest)));

    assertThat(client.next().containsKey("result")).isTrue();
    client.untilEnd("long");
  }

  @Test
  void closesTheConnectionForALongerFrame() {
    client.send(request("1", "Echo", "{\"text\":\"" + "x".repeat(65_536) + "\"}"));

    assertThat(client.closeCode()).isEqualTo(1009);
  }

  @Test
  void closesTheConnectionForALongerMessageInShortFrames() {
    byte[] part = "x".repeat(30_000).getBytes(StandardCharsets.UTF_8);

    client.sendFragments(List.of(part, part));
    client.sendFragments(List.of(part));

    assertThat(client.isOpen()).isTrue();
    assertThat(errorCode(client.next())).isEqualTo(-32700);
    assertThat(errorCode(client.next())).isEqualTo(-32700);
    client.sendFragments(List.of(part, part, part));
    assertThat(client.closeCode()).isEqualTo(1009);
  }

  @Test
  void disturbsNoOtherClientByWhatOneDoesWrong() {
    WsClient other = server.connect();

    client.send("{");
    client.sendBinary(new byte[] {0, 1, 2});
    assertThat(client.next(2)).extracting(Requests::errorCode).containsOnly(-32700);
    client.send(request("1", "Echo", "{\"text\":\"" + "x".repeat(65_536) + "\"}"));
    assertThat(client.closeCode()).isEqualTo(1009);

    other.send(echo("1", "undisturbed"));
    assertThat(Requests.events(other.untilEnd("undisturbed")))
        .containsExactly("Started", "Reply", "Ended");
    other.leave();
  }
}
