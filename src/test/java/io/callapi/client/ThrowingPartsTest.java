package io.callapi.client;

import static io.callapi.client.Requests.callEnd;
import static io.callapi.client.Requests.echo;
import static io.callapi.client.Requests.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.call.CallCommands;
import io.callapi.client.session.Line;
import io.callapi.client.session.OpenedSessions;
import io.callapi.client.session.SessionLimits;
import io.callapi.command.CommandNotice;
import io.callapi.command.CommandType;
import io.callapi.command.StartCommand;
import io.callapi.command.Step;
import io.callapi.command.Subject;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.jsonrpc.JsonRpcMessage;
import io.callapi.jsonrpc.JsonRpcMessage.Notification;
import io.callapi.method.MethodTable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever throws, Errors too, is answered, leaves nothing behind, and the next request runs. */
class ThrowingPartsTest {

  private static final String BATCH = "[" + echo("1", "a") + "," + echo("2", "b") + "]";

  record NoParams() {}

  private final Set<String> broken = new HashSet<>();
  private final List<String> written = new ArrayList<>();
  private final List<Object> sent = new ArrayList<>();
  private Handler<Message<Object>> notices = message -> {};
  private final Line line = new Written();
  private final Session session =
      session(new RequestReader(new MethodTable(CallCommands.all(), List.of())));

  private Session session(RequestReader reader) {
    return new Session(
        new RequestLog("s", "192.0.2.7:1", Noise.create().hurried()),
        new SessionTools(
            fake(Vertx.class, (self, method, arguments) -> bus()),
            TestSettings.of(2, 0),
            reader,
            new OpenedSessions(SessionLimits.DEFAULT, null),
            new BrokenCodec(),
            new HashSet<>()),
        line,
        fake(Switchboard.class, (self, method, arguments) -> false));
  }

  private void breaking(String part) {
    if (broken.contains(part)) {
      throw new StackOverflowError("on purpose: " + part);
    }
  }

  private final class BrokenCodec extends JsonRpcCodec {

    @Override
    public Frame decode(String text) {
      breaking("decode");
      return super.decode(text);
    }

    @Override
    public String encode(JsonRpcMessage message) {
      if (!(message instanceof JsonRpcMessage.Failure)) {
        breaking("encode");
      }
      if (message instanceof Notification stage && stage.params().toString().contains("Reply")) {
        breaking("stage");
      }
      return super.encode(message);
    }
  }

  private static <T> T fake(Class<T> type, InvocationHandler calls) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  private final class Written implements Line {

    @Override
    public void write(String text) {
      breaking("socket");
      written.add(text);
    }

    @Override
    public void close(short code, String reason) {
      written.add("close " + code);
    }

    @Override
    public boolean isFull() {
      return false;
    }

    @Override
    public void onRoom(Runnable action) {}

    @Override
    public void onSessionClosed() {}
  }

  private EventBus bus() {
    return fake(
        EventBus.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "request" -> started((StartCommand) arguments[1]);
              case "send" -> {
                sent.add(arguments[0]);
                breaking("send");
                yield self;
              }
              case "localConsumer" -> {
                notices = handler(arguments[1]);
                yield registration();
              }
              default -> throw new AssertionError("not expected: " + method);
            });
  }

  @SuppressWarnings("unchecked")
  private static Handler<Message<Object>> handler(Object handler) {
    return (Handler<Message<Object>>) handler;
  }

  private static MessageConsumer<?> registration() {
    return fake(MessageConsumer.class, (self, method, arguments) -> Future.succeededFuture());
  }

  private static Message<?> message(Object body) {
    return fake(Message.class, (self, method, arguments) -> body);
  }

  @SuppressWarnings("unchecked")
  private static Message<Object> anyMessage(Object body) {
    return (Message<Object>) message(body);
  }

  private Future<?> started(StartCommand command) {
    breaking("request");
    Object reply =
        broken.contains("reply")
            ? "no reply of this program"
            : new StartCommand.Started(command.cmdId(), false, false);
    return Future.succeededFuture(message(reply));
  }

  private JsonObject answer() {
    return new JsonObject(written.remove(0));
  }

  /** Two commands may run at a time: none of those that failed counts. */
  private void expectThatTheNextRequestRuns(Session of) {
    broken.clear();
    of.onText(line, echo("9", "next"));
    assertThat(answer().getJsonObject("result"))
        .isEqualTo(new JsonObject().put("cmd_id", "next").put("event", "Started"));
    assertThat(written).isEmpty();
  }

  @Test
  void answersWhatItCannotDecode() {
    broken.add("decode");

    session.onText(line, echo("1", "a"));

    JsonObject answer = answer();
    assertThat(errorCode(answer)).isEqualTo(-32603);
    assertThat(answer.getValue("id")).isNull();
    expectThatTheNextRequestRuns(session);
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "reply"})
  void answersWhatTheBusCannotTakeOrBring(String part) {
    broken.add(part);

    for (String cmdId : List.of("a", "b")) {
      session.onText(line, callEnd("1", cmdId, "c"));

      JsonObject answer = answer();
      assertThat(errorCode(answer)).isEqualTo(-32603);
      assertThat(answer.getString("id")).isEqualTo("1");
    }
    expectThatTheNextRequestRuns(session);
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "reply"})
  void answersEachOfABatchThatTheBusCannotTakeOrBring(String part) {
    broken.add(part);

    session.onText(line, BATCH);

    assertThat(new JsonArray(written.remove(0)))
        .hasSize(2)
        .allSatisfy(answer -> assertThat(errorCode((JsonObject) answer)).isEqualTo(-32603));
    expectThatTheNextRequestRuns(session);
  }

  @Test
  void answersWhatItCannotReadTheParametersOf() {
    CommandType<?> unreadable =
        new CommandType<>(
            "Echo",
            parameters -> {
              breaking("read");
              return new NoParams();
            },
            NoParams.class,
            params -> new Subject.Nothing(),
            null,
            beginning -> Step.end());
    Session reading = session(new RequestReader(new MethodTable(List.of(unreadable), List.of())));
    broken.add("read");

    for (int i = 0; i < 3; i++) {
      reading.onText(line, echo("1", "a" + i));
      assertThat(errorCode(answer())).isEqualTo(-32603);
    }
    expectThatTheNextRequestRuns(reading);
  }

  @Test
  void answersWhatItCannotEncode() {
    broken.add("encode");

    session.onText(line, echo("1", "a"));

    assertThat(errorCode(answer())).isEqualTo(-32603);
  }

  @Test
  void closesAConnectionThatAMessageCannotBeWrittenTo() {
    broken.add("socket");

    session.onText(line, echo("1", "a"));

    assertThat(written).containsExactly("close 1011");
  }

  @Test
  void tellsAllCommandsThatTheClientHasGoneAlsoIfOneCannotBeTold() {
    session.onText(line, BATCH);
    broken.add("send");

    session.onClose(line);

    assertThat(sent).containsExactlyInAnyOrder("callapi.command.a", "callapi.command.b");
  }

  @Test
  void tellsTheEndOfACommandOfWhichAStageCannotBeShown() {
    session.onText(line, echo("1", "a"));
    written.clear();
    broken.add("stage");

    notices.handle(anyMessage(new CommandNotice.Progress("a", "Echo", "Reply", Map.of("x", 1))));
    notices.handle(anyMessage(new CommandNotice.Ended("a", "Echo")));

    assertThat(written).hasSize(2);
    JsonObject failed = answer().getJsonObject("params");
    assertThat(failed.getString("event")).isEqualTo("Error");
    assertThat(failed.getJsonObject("cause").getString("source")).isEqualTo("internal");
    assertThat(answer().getJsonObject("params").getString("event")).isEqualTo("Ended");
  }
}
