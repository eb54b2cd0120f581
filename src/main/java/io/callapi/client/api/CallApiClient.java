package io.callapi.client.api;

import io.callapi.client.api.Sessions.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A connection to a server. When it is lost it is opened again, and what runs goes on where it was:
 * by the session where the server has sessions, else by sending again what has not ended. It can be
 * used from any thread; its handlers are called on one event loop.
 */
public final class CallApiClient {

  /** For so long a server surely knows a command that has ended. */
  private static final long REMEMBERED_NANOS = 50_000_000_000L;

  private static final int NO_SUCH_COMMAND = -32011;

  private final Context context;
  private final Link link;
  private final Sessions sessions;
  private final Requests requests = new Requests();
  private final Map<String, Told> told = new LinkedHashMap<>();
  private volatile LongConsumer onLost = retryMs -> {};
  private boolean ready;
  private long lastSign = System.nanoTime();

  private CallApiClient(Vertx vertx, ClientOptions options) {
    this.context = vertx.getOrCreateContext();
    this.link = new Link(vertx, options, new Events());
    this.sessions = new Sessions(options.keep(), this::ask);
  }

  /** Connects; fails if that fails at the first try. */
  public static Future<CallApiClient> connect(Vertx vertx, ClientOptions options) {
    CallApiClient client = new CallApiClient(vertx, options);
    return client.run(() -> client.link.open().map(client));
  }

  /** Is told when the connection is lost, and in how many milliseconds it is tried again. */
  public CallApiClient onLost(LongConsumer handler) {
    onLost = handler;
    return this;
  }

  // ---- methods

  public Command callStart(String caller, String callee) {
    return command("CallStart", new JsonObject().put("caller", caller).put("callee", callee));
  }

  public Command callHold(String callId) {
    return command("CallHold", new JsonObject().put("callid", callId));
  }

  public Command callUnhold(String callId) {
    return command("CallUnhold", new JsonObject().put("callid", callId));
  }

  public Command callEnd(String callId) {
    return command("CallEnd", new JsonObject().put("callid", callId));
  }

  /**
   * Sends one leg of a call elsewhere.
   *
   * @param leg {@code caller} or {@code callee}
   */
  public Command callBlindTransfer(String callId, String leg, String destination) {
    return command(
        "CallBlindTransfer",
        new JsonObject().put("callid", callId).put("leg", leg).put("destination", destination));
  }

  /** Joins a leg of call A with a leg of call B. */
  public Command callAttendedTransfer(String callA, String legA, String callB, String legB) {
    return command(
        "CallAttendedTransfer",
        new JsonObject()
            .put("callidA", callA)
            .put("legA", legA)
            .put("callidB", callB)
            .put("legB", legB));
  }

  /**
   * The calls that there are, all pages of them; {@code filters} as docs/protocol.md names them.
   */
  public Future<List<Call>> calls(JsonObject filters) {
    return Pages.all(this, "CallList", "calls", filters)
        .map(found -> found.stream().map(Call::of).toList());
  }

  /** The commands that this client sees, all pages of them. */
  public Future<List<JsonObject>> commands(JsonObject filters) {
    return Pages.all(this, "CommandList", "commands", filters);
  }

  /** Follows calls, as news of them comes; {@code filters} as docs/protocol.md names them. */
  public Subscription callSubscribe(JsonObject filters) {
    return subscribe("CallSubscribe", filters);
  }

  // ---- any method

  /** Runs a command; an id is chosen where there is none in the parameters. */
  public Command command(String method, JsonObject params) {
    return new Command(begin(method, params, true), context, this);
  }

  /** Begins a subscription. */
  public Subscription subscribe(String method, JsonObject params) {
    return new Subscription(begin(method, params, false), context, this);
  }

  /**
   * The result; fails with a {@link RequestRefused}. It is asked again if the connection is lost.
   */
  public Future<JsonObject> query(String method, JsonObject params) {
    return run(() -> send(method, params));
  }

  /** Ends session and connection; what runs at the server is told no more. */
  public Future<Void> close() {
    return run(
        () -> {
          Future<?> session =
              ready && sessions.isOpen()
                  ? ask("SessionClose", new JsonObject()).otherwiseEmpty()
                  : Future.succeededFuture();
          return session.transform(done -> link.close()).onComplete(v -> fail("closed"));
        });
  }

  private void fail(String why) {
    failAll(new IllegalStateException(why));
  }

  private void failAll(Throwable why) {
    requests.failAll(why);
    new ArrayList<>(told.values()).forEach(each -> each.onRefused(why));
  }

  private <T> Future<T> run(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(v -> work.get().onComplete(done));
    return done.future();
  }

  private Told begin(String method, JsonObject params, boolean isCommand) {
    JsonObject whole = params.copy();
    if (whole.getString("cmd_id", "").isEmpty()) {
      whole.put("cmd_id", UUID.randomUUID().toString());
    }
    Told one = new Told(method, whole, isCommand);
    context.runOnContext(v -> begin(one));
    return one;
  }

  private void begin(Told one) {
    if (told.putIfAbsent(one.cmdId(), one) != null) {
      one.onRefused(new IllegalStateException(one.cmdId() + " runs already"));
      return;
    }
    one.ended().onComplete(v -> told.remove(one.cmdId()));
    start(one);
  }

  private void start(Told one) {
    one.onAsked();
    send(one.method(), one.params()).onComplete(one::onStarted, one::onRefused);
  }

  private Future<JsonObject> send(String method, JsonObject params) {
    Requests.Sent sent = requests.add(method, params, false);
    if (ready) {
      link.send(sent.text());
    }
    return sent.result();
  }

  /** On this connection, before what waits. */
  private Future<JsonObject> ask(String method, JsonObject params) {
    Requests.Sent sent = requests.add(method, params, true);
    link.send(sent.text());
    return sent.result();
  }

  private void goOn(Outcome outcome, boolean wasAwayLong) {
    ready = true;
    requests.waiting().forEach(link::send);
    List<Told> running = told.values().stream().filter(each -> !each.isAsked()).toList();
    if (outcome == Outcome.ANEW) {
      running.forEach(each -> again(each, wasAwayLong));
    } else if (outcome == Outcome.WITH_GAP) {
      running.stream().filter(Told::isCommand).forEach(this::catchUp);
    }
  }

  /** Nothing is done twice that the server may have forgotten. */
  private void again(Told one, boolean wasAwayLong) {
    if (one.isCommand() && wasAwayLong) {
      commandGet(one)
          .onComplete(
              v -> start(one),
              e -> {
                if (e instanceof RequestRefused refused && refused.code() == NO_SUCH_COMMAND) {
                  one.onRefused(e);
                } else {
                  start(one);
                }
              });
    } else {
      start(one);
    }
  }

  /** What it has told in a gap. */
  private void catchUp(Told one) {
    commandGet(one).onComplete(command -> catchUp(one, command), one::onRefused);
  }

  private static void catchUp(Told one, JsonObject result) {
    one.repeat();
    result
        .getJsonObject("command")
        .getJsonArray("notifications", new JsonArray())
        .forEach(notice -> one.onNotice((JsonObject) notice));
  }

  private Future<JsonObject> commandGet(Told one) {
    return send("CommandGet", new JsonObject().put("cmd_id", one.cmdId()));
  }

  /** What comes of the connection. */
  private final class Events implements Link.Listener {

    @Override
    public void onOpen() {
      boolean wasAwayLong = System.nanoTime() - lastSign > REMEMBERED_NANOS;
      sessions.open().onComplete(outcome -> goOn(outcome, wasAwayLong), e -> link.reset());
    }

    @Override
    public void onText(String text) {
      lastSign = System.nanoTime();
      JsonObject message = new JsonObject(text);
      JsonObject params = message.getJsonObject("params");
      if (params == null) {
        requests.onReply(message);
      } else if (sessions.isNew(params)) {
        Told one = told.get(params.getString("cmd_id", ""));
        if (one != null) {
          one.onNotice(params);
        }
      }
    }

    @Override
    public void onLost(long retryMs) {
      ready = false;
      requests.onLost();
      onLost.accept(retryMs);
    }

    @Override
    public void onGivenUp(Throwable why) {
      failAll(why);
    }
  }
}
