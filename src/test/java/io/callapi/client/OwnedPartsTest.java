package io.callapi.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.TypedBus;
import io.callapi.client.session.Line;
import io.callapi.client.session.LinePost;
import io.callapi.client.session.LinePost.Frames;
import io.callapi.client.session.LinePost.LineReply;
import io.callapi.client.session.OpenedSessions;
import io.callapi.client.session.SessionLimits;
import io.callapi.client.session.SessionPost;
import io.callapi.client.session.SessionToken;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.method.ClientNotice;
import io.callapi.method.MethodTable;
import io.callapi.method.OwnSession.Resumed;
import io.callapi.method.Recipient.SessionPart;
import io.callapi.query.Queries;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session owns is told what becomes of it, and tells the client in turn. */
class OwnedPartsTest {

  private static final String OPEN =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SessionOpen\",\"params\":{}}";
  private static final String CLOSE =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"SessionClose\",\"params\":{}}";
  private static final SessionLimits LIMITS =
      new SessionLimits(1, Duration.ofMinutes(1), 16, 1 << 20, Duration.ofMinutes(1), 1 << 20);

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final TypedBus bus = new TypedBus(vertx);
  private final OpenedSessions opened = new OpenedSessions(LIMITS, null);
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final Line line = new WrittenLine();

  @SuppressWarnings("NullAway.Init") // made before each test
  private Session session;

  private final class WrittenLine implements Line {

    @Override
    public void write(String text) {
      written.add(text);
    }

    @Override
    public boolean isFull() {
      return false;
    }

    @Override
    public void onRoom(Runnable action) {}

    @Override
    public void close(short code, String reason) {
      written.add("close " + code);
    }

    @Override
    public void onSessionClosed() {
      written.add("session closed");
    }
  }

  /** Tells the client each thing that it hears. */
  private final class Part implements SessionPart {

    @Override
    public void onEnd() {
      session.tell("Subscribe", notice("ended"));
    }

    @Override
    public void onGap() {
      session.tell("Subscribe", notice("resynced"));
    }
  }

  private static ClientNotice notice(String event) {
    return new ClientNotice("s", event, null, null, null);
  }

  private static final class NoSwitch implements Switchboard {

    @Override
    public boolean hasHadSession() {
      return false;
    }

    @Override
    public void onOpened() {}

    @Override
    public Future<Resumed> resume(SessionToken token, long lastSeq) {
      throw new AssertionError("not expected");
    }
  }

  @BeforeEach
  void begin() throws Exception {
    TypedBus.install(vertx);
    RequestReader reader =
        new RequestReader(new MethodTable(List.of(), Queries.all(bus, List.of("default"))));
    SessionTools tools =
        new SessionTools(
            vertx, TestSettings.defaults(), reader, opened, new JsonRpcCodec(), new HashSet<>());
    RequestLog log = new RequestLog("me", "192.0.2.7:1", Noise.create().hurried());
    session = onLoop(() -> new Session(log, tools, line, new NoSwitch()));
  }

  @AfterEach
  void stop() throws TimeoutException {
    vertx.close().await(10, SECONDS);
  }

  private <T> T onLoop(Callable<T> action) throws TimeoutException {
    return Future.<T>future(
            done ->
                loop.runOnContext(
                    v -> Future.succeededFuture().map(nothing -> call(action)).onComplete(done)))
        .await(10, SECONDS);
  }

  private static <T> T call(Callable<T> action) {
    try {
      return action.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String open() throws TimeoutException {
    onLoop(() -> session.onText(line, OPEN));
    return new JsonObject(written.remove(0)).getJsonObject("result").getString("token");
  }

  private void attach(String token) throws TimeoutException {
    String secret = SessionToken.parse(token).orElseThrow().hash();
    bus.request(
            SessionPost.ADDRESS.of("me"),
            new SessionPost.Attach(secret, 0, "", "elsewhere", "192.0.2.8:1"),
            Duration.ofSeconds(5))
        .compose(
            reply ->
                bus.request(
                    SessionPost.ADDRESS.of("me"),
                    new SessionPost.Begin("elsewhere"),
                    Duration.ofSeconds(5)))
        .await(10, SECONDS);
  }

  @Test
  void tellsAnewHowThingsAreBehindAllThatIsKept() throws TimeoutException {
    List<String> elsewhere = new CopyOnWriteArrayList<>();
    bus.serve(
        LinePost.ADDRESS.of("elsewhere"),
        post -> {
          elsewhere.addAll(((Frames) post).texts());
          return Future.succeededFuture(new LineReply(false));
        });
    String token = open();
    onLoop(
        () -> {
          session.own(new Part());
          for (int i = 0; i < 20; i++) {
            session.tell("Subscribe", notice("change"));
          }
          return true;
        });

    attach(token);
    await().until(() -> elsewhere.size() == 17);

    JsonObject last = new JsonObject(elsewhere.get(16)).getJsonObject("params");
    assertThat(new JsonObject(elsewhere.get(0)).getJsonObject("params").getLong("seq"))
        .isEqualTo(5);
    assertThat(last.getString("event")).isEqualTo("resynced");
    assertThat(last.getLong("seq")).isEqualTo(21);
    assertThat(written).endsWith("close 4001");
  }

  @Test
  void tellsItsEndBeforeTheSessionIsClosed() throws TimeoutException {
    open();

    onLoop(
        () -> {
          session.own(new Part());
          return session.onText(line, CLOSE);
        });

    assertThat(written).hasSize(3);
    assertThat(written.get(1)).contains("\"ended\"", "\"seq\":1");
    assertThat(written.get(2)).isEqualTo("session closed");
    assertThat(opened.count()).isZero();
    assertThat(opened.bytes()).isZero();
  }

  @Test
  void tellsNobodyAnythingWhereThePartIsOver() throws TimeoutException {
    Part part = new Part();
    onLoop(
        () -> {
          session.own(part);
          session.disown(part);
          session.onClose(line);
          return true;
        });

    assertThat(written).isEmpty();
  }
}
