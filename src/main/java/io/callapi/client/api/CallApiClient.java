package io.callapi.client.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A connection to a server. When it is lost it is opened again, and what runs goes on where it was:
 * by the session where the server has sessions, else by sending again what has not ended. It can be
 * used from any thread; its handlers are called on one event loop.
 */
public final class CallApiClient {

  private final Context context;
  private final Conversation conversation;

  private CallApiClient(Vertx vertx, ClientOptions options) {
    this.context = vertx.getOrCreateContext();
    this.conversation = new Conversation(vertx, context, options);
  }

  /** Connects; fails if that fails at the first try. */
  public static Future<CallApiClient> connect(Vertx vertx, ClientOptions options) {
    CallApiClient client = new CallApiClient(vertx, options);
    return client.run(() -> client.conversation.open().map(client));
  }

  /** Is told when the connection is lost, and in how many milliseconds it is tried again. */
  public CallApiClient onLost(LongConsumer handler) {
    conversation.onLost(handler);
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
    return ListPages.all(this, "CallList", "calls", filters)
        .map(found -> found.stream().map(Call::of).toList());
  }

  /** The commands that this client sees, all pages of them. */
  public Future<List<JsonObject>> commands(JsonObject filters) {
    return ListPages.all(this, "CommandList", "commands", filters);
  }

  /** Follows calls, as news of them comes; {@code filters} as docs/protocol.md names them. */
  public Subscription callSubscribe(JsonObject filters) {
    return subscribe("CallSubscribe", filters);
  }

  // ---- any method

  /** Runs a command; an id is chosen where there is none in the parameters. */
  public Command command(String method, JsonObject params) {
    return new Command(conversation.begin(method, params, true), context, this);
  }

  /** Begins a subscription. */
  public Subscription subscribe(String method, JsonObject params) {
    return new Subscription(conversation.begin(method, params, false), context, this);
  }

  /**
   * The result; fails with a {@link RequestRefused}. It is asked again if the connection is lost.
   */
  public Future<JsonObject> query(String method, JsonObject params) {
    return run(() -> conversation.send(method, params));
  }

  /** Ends session and connection; what runs at the server is told no more. */
  public Future<Void> close() {
    return run(conversation::close);
  }

  private <T> Future<T> run(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(v -> work.get().onComplete(done));
    return done.future();
  }
}
