package io.callapi.simulator;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests of the management interface apart and has them carried out. */
final class MiDispatcher {

  /** The way back to whoever has sent a request. */
  interface Answer {

    void reply(JsonObject reply);

    /** The request cannot be answered with JSON-RPC at all. */
    void internalError();

    /** The request has been carried out and wants no answer. */
    void silence();
  }

  private static final Logger LOG = LoggerFactory.getLogger(MiDispatcher.class);

  private final CommandTable commands;
  private final SimulatedVersion version;
  private boolean dead;

  MiDispatcher(CommandTable commands, SimulatedVersion version) {
    this.commands = commands;
    this.version = version;
  }

  /** Whether a request has crashed the proxy. */
  boolean isDead() {
    return dead;
  }

  void revive() {
    dead = false;
  }

  void dispatch(@Nullable Object message, Answer answer) {
    boolean request =
        message instanceof JsonObject object && object.getValue("method") instanceof String;
    if (!request && version.diesOfInvalidRequests()) {
      dead = true;
    } else if (message instanceof JsonObject object) {
      dispatch(object, answer);
    } else {
      answer.reply(failure(MiRefusal.invalidRequest(), null));
    }
  }

  private void dispatch(JsonObject request, Answer answer) {
    Object id = request.getValue("id");
    if (id instanceof JsonObject || id instanceof JsonArray || id instanceof Boolean) {
      answer.internalError();
      return;
    }
    Object echoed = id instanceof Number number ? (Object) clamp(number) : id;
    Future<JsonObject> reply =
        run(request)
            .map(result -> reply("result", result, echoed))
            .otherwise(failure -> failure(failure, echoed));
    reply.onFailure(failure -> LOG.error("{} has failed", request, failure));
    if (id != null || request.containsKey("id") || !request.containsKey("method")) {
      reply.onSuccess(answer::reply);
    } else {
      reply.onSuccess(unwanted -> answer.silence());
    }
  }

  /** What a transport that can answers to something that is not JSON. */
  static JsonObject parseError() {
    return failure(new MiRefusal(-32700, "Parse error"), null);
  }

  private Future<Object> run(JsonObject request) {
    try {
      MiCommand command = lookUp(request);
      return command.action().run(command.match(request.getValue("params")));
    } catch (MiRefusal refused) {
      return Future.failedFuture(refused);
    }
  }

  private MiCommand lookUp(JsonObject request) {
    Object params = request.getValue("params");
    boolean structured =
        params == null || params instanceof JsonObject || params instanceof JsonArray;
    if (!"2.0".equals(request.getValue("jsonrpc"))
        || !(request.getValue("method") instanceof String method)
        || !structured) {
      throw MiRefusal.invalidRequest();
    }
    return commands.find(method).orElseThrow(MiRefusal::unknownMethod);
  }

  /** Ids are 32 bits wide: larger ones stop at the end of the range, fractions are cut off. */
  private static int clamp(Number id) {
    return (int) id.doubleValue();
  }

  private static JsonObject failure(Throwable failure, @Nullable Object id) {
    if (failure instanceof MiRefusal refused) {
      return reply("error", refused.toJson(), id);
    }
    throw new IllegalStateException("a command of the simulator has failed", failure);
  }

  private static JsonObject reply(String member, Object value, @Nullable Object id) {
    return new JsonObject().put("jsonrpc", "2.0").put(member, value).put("id", id);
  }
}
