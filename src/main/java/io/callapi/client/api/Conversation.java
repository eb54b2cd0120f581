package io.callapi.client.api;

import io.callapi.client.api.Sessions.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * What a client and its server have to say to each other, over as many connections as it takes. All
 * of it runs on one event loop.
 */
final class Conversation {

  /** For so long a server surely knows a command that has ended. */
  private static final long REMEMBERED_NANOS = 50_000_000_000L;

  private static final int NO_SUCH_COMMAND = -32011;

  private final Context context;
  private final LastingConnection link;
  private final Sessions sessions;
  private final Requests requests = new Requests();
  private final Map<String, Told> told = new LinkedHashMap<>();
  private volatile LongConsumer onLost = retryMs -> {};
  private boolean ready;
  private long lastSign = System.nanoTime();

  Conversation(Vertx vertx, Context context, ClientOptions options) {
    this.context = context;
    this.link = new LastingConnection(vertx, options, new Events());
    this.sessions = new Sessions(options.keep(), this::ask);
  }

  /** Fails if the first connection does. */
  Future<Void> open() {
    return link.open();
  }

  void onLost(LongConsumer handler) {
    onLost = handler;
  }

  /** Ends the session and the connection. */
  Future<Void> close() {
    Future<?> session =
        ready && sessions.isOpen()
            ? ask("SessionClose", new JsonObject()).otherwiseEmpty()
            : Future.succeededFuture();
    return session.transform(done -> link.close()).onComplete(v -> fail("closed"));
  }

  private void fail(String why) {
    failAll(new IllegalStateException(why));
  }

  private void failAll(Throwable why) {
    requests.failAll(why);
    new ArrayList<>(told.values()).forEach(each -> each.onRefused(why));
  }

  /** Begins a command or a subscription; from any thread. */
  Told begin(String method, JsonObject params, boolean isCommand) {
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

  /** Asks, now or when there is a connection. */
  Future<JsonObject> send(String method, JsonObject params) {
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
  private final class Events implements LastingConnection.Listener {

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
