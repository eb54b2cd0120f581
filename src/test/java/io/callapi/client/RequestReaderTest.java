package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callapi.call.CallCommands;
import io.callapi.client.RequestReader.Asked;
import io.callapi.client.RequestReader.ToAnswer;
import io.callapi.client.RequestReader.ToRun;
import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.command.StartCommand;
import io.callapi.command.Timeouts;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.jsonrpc.JsonRpcCodec.Single;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import io.callapi.jsonrpc.JsonRpcMessage.RequestId;
import io.callapi.jsonrpc.JsonTexts;
import io.callapi.method.Caller;
import io.callapi.method.MethodTable;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestReaderTest {

  private static final List<String> NAMES =
      List.of(
          "caller",
          "callee",
          "callid",
          "leg",
          "destination",
          "callidA",
          "legA",
          "callidB",
          "legB",
          "cmd_id",
          "other",
          "");

  private final RequestReader reader =
      new RequestReader(new MethodTable(CallCommands.all(), List.of()));

  private StartCommand read(String method, String params) {
    String text = "{\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    Single single = (Single) new JsonRpcCodec().decode(text);
    Asked asked =
        reader.read(Objects.requireNonNull(single.item().request()), "session", "192.0.2.7:1");
    return ((ToRun) asked).command();
  }

  private Map<String, String> problems(String method, String params) {
    BadRequest refusal = catchThrowableOfType(BadRequest.class, () -> read(method, params));
    assertThat(refusal.error()).isEqualTo(JsonRpcError.INVALID_PARAMS);
    return refusal.problems();
  }

  @Example
  void passesNothingThatIsNotValidForWantOfWords() {
    ParameterSchema schema =
        new ParameterSchema(
            new JsonObject(
                """
                {"$id": "urn:callapi:params:Test", "type": "object", "properties": {
                  "n": {"type": "integer", "minimum": 1},
                  "o": {"type": "object", "properties": {"p": {"type": "string"}}}}}
                """));

    assertThat(schema.problems(Map.of("n", 0))).containsKey("n");
    assertThat(schema.problems(Map.of("o", Map.of("p", 1)))).isNotEmpty();
    assertThat(schema.problems(Map.of("n", 1))).isEmpty();
  }

  private record Text(String text) {}

  /** A query with the schema of another method. */
  private record Query(String name) implements QueryMethod<Text> {
    @Override
    public Text read(Parameters parameters) {
      return new Text(String.valueOf(parameters.optionalText("text")));
    }

    @Override
    public Future<Text> answer(Text params, Caller caller) {
      return Future.succeededFuture(new Text(params.text() + " of " + caller.session()));
    }
  }

  @Example
  void readsAQueryAsAQuestionThatCanBeAnswered() {
    RequestReader mixed =
        new RequestReader(
            new MethodTable(
                CallCommands.all().stream().filter(type -> !type.method().equals("Echo")).toList(),
                List.of(new Query("Echo"))));
    Request request = new Request(new RequestId(1), "Echo", Map.of("text", "x"));

    Asked asked = mixed.read(request, "session", "");

    assertThat(
            ((ToAnswer) asked).question().answer(new Caller("me", true, new NoSession())).result())
        .isEqualTo(new Text("x of me"));
  }

  @Example
  void readsHowLongAClientLetsItsCommandTake() {
    StartCommand start =
        read(
            "CallStart",
            "{'caller':'sip:a@h','callee':'sip:b@h','timeouts':{'ring':1000,'total':525000}}"
                .replace('\'', '"'));

    assertThat(((Timeouts.Bearer) start.params()).timeouts())
        .isEqualTo(new Timeouts(1000, 525_000));
  }

  @Example
  void takesEmptyTimeoutsForNone() {
    String params = "{'callid':'a','leg':'caller','destination':'sip:b@h'%s}".replace('\'', '"');

    assertThat(read("CallBlindTransfer", params.formatted(",\"timeouts\":{}")).params())
        .isEqualTo(read("CallBlindTransfer", params.formatted("")).params());
  }

  @Example
  void refusesTimeoutsThatTheServerDoesNotAllow() {
    assertThat(timeouts("'x'")).isEqualTo(Map.of("timeouts", "must be an object"));
    assertThat(timeouts("{'ring':999}"))
        .isEqualTo(Map.of("timeouts.ring", "must be from 1000 to 130000"));
    assertThat(timeouts("{'ring':130001,'total':525001}"))
        .isEqualTo(
            Map.of(
                "timeouts.ring",
                "must be from 1000 to 130000",
                "timeouts.total",
                "must be from 1000 to 525000"));
    assertThat(timeouts("{'ring':'x','total':1000.5}"))
        .isEqualTo(
            Map.of("timeouts.ring", "must be an integer", "timeouts.total", "must be an integer"));
    assertThat(timeouts("{'all':1000}"))
        .isEqualTo(Map.of("timeouts.all", "is not a parameter of this method"));
  }

  private Map<String, String> timeouts(String value) {
    String params =
        "{'callidA':'a','legA':'caller','callidB':'b','legB':'callee','timeouts':%s}"
            .formatted(value);
    return problems("CallAttendedTransfer", params.replace('\'', '"'));
  }

  @Example
  void takesNoTwoMethodsOfOneName() {
    assertThatThrownBy(() -> new MethodTable(CallCommands.all(), List.of(new Query("Echo"))))
        .hasMessageContaining("Echo");
  }

  @Example
  void saysWhatIsWrongWithNumbersAndChoicesInWords() {
    ParameterSchema schema =
        new ParameterSchema(
            new JsonObject(
                """
                {"$id": "urn:callapi:params:Words", "type": "object", "properties": {
                  "n": {"type": "integer", "minimum": 1, "maximum": 9},
                  "c": {"title": "a, b or a list of these",
                        "anyOf": [{"enum": ["a", "b"]},
                                  {"type": "array", "items": {"enum": ["a", "b"]}}]}}}
                """));

    assertThat(schema.problems(Map.of("n", "x", "c", List.of("a"))))
        .isEqualTo(Map.of("n", "must be an integer"));
    assertThat(schema.problems(Map.of("n", 10, "c", "d")))
        .isEqualTo(Map.of("n", "must be from 1 to 9", "c", "must be a, b or a list of these"));
    assertThat(schema.problems(Map.of("c", List.of("a", "d"))))
        .isEqualTo(Map.of("c", "must be a, b or a list of these"));
  }

  @Example
  void saysWhatIsWrongInWords() {
    assertThat(problems("CallStart", "{}"))
        .isEqualTo(Map.of("caller", "is missing", "callee", "is missing"));
    assertThat(problems("CallEnd", "{\"callid\":1}"))
        .isEqualTo(Map.of("callid", "must be a string"));
    assertThat(problems("CallEnd", "{\"callid\":\"c\",\"force\":true}"))
        .isEqualTo(Map.of("force", "is not a parameter of this method"));
    assertThat(problems("CallEnd", "{\"callid\":\"a\\r\\nb\"}"))
        .isEqualTo(Map.of("callid", "must not contain CR (at position 2)"));
    assertThat(
            problems(
                "CallBlindTransfer",
                "{\"callid\":\"c\",\"leg\":\"x\",\"destination\":\"sip:c@h:0\"}"))
        .isEqualTo(
            Map.of(
                "leg",
                "must be caller or callee",
                "destination",
                "must have a port from 1 to 65535"));
  }

  @Example
  void namesAllThatIsMissingWhereTheParametersAreLeftOutOrNoObject() {
    for (String params : List.of("null", "[]")) {
      assertThat(problems("CallStart", params))
          .isEqualTo(
              Map.of(
                  "params", "must be an object", "caller", "is missing", "callee", "is missing"));
      assertThat(problems("Echo", params)).isEqualTo(Map.of("params", "must be an object"));
    }
  }

  private static String members(int count, String name) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + name + i + "\":1e9")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Example
  void namesTenProblemsAndCountsTheOthers() {
    Map<String, String> problems = problems("CallEnd", members(100, "x"));

    assertThat(problems).hasSize(11).containsEntry("callid", "is missing");
    assertThat(problems).containsEntry("x8", "is not a parameter of this method");
    assertThat(problems).doesNotContainKey("x9").containsEntry("\u2026", "and 91 more");
  }

  @Example
  void sendsLongNamesBackInPart() {
    String name = "x".repeat(64);

    assertThat(problems("CallEnd", "{\"callid\":\"c\",\"" + name + "yz\":1}"))
        .containsOnlyKeys(name + "\u2026");
    assertThat(problems("CallEnd", "{\"callid\":\"c\",\"" + name + "\":1}")).containsOnlyKeys(name);
    BadRequest refusal = catchThrowableOfType(BadRequest.class, () -> read(name + "yz", "{}"));
    assertThat(refusal.problems()).isEqualTo(Map.of("method", name + "\u2026"));
  }

  @Example
  void takesObjectsOf256MembersAtMost() {
    assertThat(read("Echo", members(256, "x")).method()).isEqualTo("Echo");
    assertThat(read("Echo", "{\"a\":[" + members(256, "x") + "]}").method()).isEqualTo("Echo");
    for (String many : List.of(members(257, "x"), "{\"a\":[{\"b\":" + members(5900, "x") + "}]}")) {
      assertThat(problems("Echo", many))
          .isEqualTo(Map.of("params", "must not have more than 256 members in one object"));
    }
    assertThat(problems("CallEnd", members(5900, "x"))).hasSize(1).containsKey("params");
  }

  @Example
  void takesAnyCallIdOfThePhonesButNotForACommandOfAClient() {
    String word = "a-.!%*_+`'~()<>:\\\\\\\"/[]?{}9@<h>";

    assertThat(read("CallEnd", "{\"callid\":\"" + word + "\"}").method()).isEqualTo("CallEnd");
    assertThat(problems("CallEnd", "{\"callid\":\"c\",\"cmd_id\":\"a<b\"}"))
        .isEqualTo(Map.of("cmd_id", "must not contain '<' (at position 2)"));
  }

  @Example
  void takesOffMarksOfTheProxyThatAClientHasCopied() {
    StartCommand command =
        read(
            "CallBlindTransfer",
            "{\"callid\":\"c\",\"leg\":\"caller\",\"destination\":\"sip:bob@h;osid=a09.cb3\"}");

    assertThat(command.params())
        .hasToString("Params[callid=c, leg=CALLER, destination=sip:bob@h, timeouts=null]");
  }

  @Example
  void takesNoNameOfAProxyThatNoneCanHave() {
    String params = "{\"caller\":\"sip:a@h\",\"callee\":\"sip:b@h\",\"proxy\":\"%s\"}";

    assertThat(problems("CallStart", params.formatted("x".repeat(65))))
        .isEqualTo(Map.of("proxy", "must not be longer than 64 characters"));
  }

  @Example
  void refusesToJoinACallWithItself() {
    String params =
        "{\"callidA\":\"c\",\"legA\":\"caller\",\"callidB\":\"%s\",\"legB\":\"callee\"}";

    assertThat(problems("CallAttendedTransfer", params.formatted("c")))
        .isEqualTo(Map.of("callidB", "must be another call than callidA"));
    assertThat(read("CallAttendedTransfer", params.formatted("d")).cmdId()).isNotEmpty();
  }

  @Example
  void takesTheClientsCommandIdOrMakesOne() {
    assertThat(read("Echo", "{\"cmd_id\":\"mine\"}").cmdId()).isEqualTo("mine");
    assertThat(read("Echo", "{\"cmd_id\":\"" + "x".repeat(128) + "\"}").cmdId()).hasSize(128);
    assertThat(read("Echo", "{\"cmd_id\":\"\"}").cmdId()).hasSize(36);
    assertThat(read("Echo", "{}").cmdId()).isNotEqualTo(read("Echo", "{}").cmdId());
  }

  @Example
  void takesAnythingForAnEcho() {
    assertThat(read("Echo", "{\"a\":[1,null,{\"b\":1e400}],\"\":null}").method()).isEqualTo("Echo");
  }

  /** Whatever a client sends, it is answered: there are these two outcomes and no third. */
  @Property(tries = 1000)
  void readsAnyParametersOrSaysWhatIsWrong(
      @ForAll("methods") String method, @ForAll("parameters") String params) {
    try {
      assertThat(read(method, params).method()).isEqualTo(method);
    } catch (BadRequest e) {
      assertThat(e.error()).isEqualTo(JsonRpcError.INVALID_PARAMS);
      assertThat(e.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(11);
    }
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of(CallCommands.all().stream().map(CommandType::method).toList());
  }

  @Provide
  Arbitrary<String> parameters() {
    Arbitrary<String> likely =
        Arbitraries.of("caller", "callee", "sip:alice@h", "", "call-1", "sip:a b@h")
            .map(JsonTexts::quoted);
    Arbitrary<String> values = Arbitraries.oneOf(likely, JsonTexts.values());
    Arbitrary<String> known = Arbitraries.of(NAMES).map(JsonTexts::quoted);
    return JsonTexts.object(Arbitraries.oneOf(known, known, JsonTexts.strings()), values);
  }
}
