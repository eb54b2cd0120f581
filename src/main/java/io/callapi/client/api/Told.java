package io.callapi.client.api;

import io.callapi.client.api.Notice.Cause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a request has begun and what it tells. A notice is told once, also where the server tells
 * all again. All of it runs on one event loop.
 */
final class Told {

  private final String method;
  private final JsonObject params;
  private final boolean isCommand;
  private final Promise<JsonObject> started = Promise.promise();
  private final Promise<Void> ended = Promise.promise();
  private final Deque<Notice> waiting = new ArrayDeque<>();
  private final Set<JsonObject> seen = new HashSet<>();
  private @Nullable Consumer<Notice> handler;
  private @Nullable CommandFailed failure;

  /** Whether a request for it waits for its reply. */
  private boolean asked;

  /** Whether something may come that has come before. */
  private boolean repeated;

  Told(String method, JsonObject params, boolean isCommand) {
    this.method = method;
    this.params = params;
    this.isCommand = isCommand;
  }

  String method() {
    return method;
  }

  JsonObject params() {
    return params;
  }

  String cmdId() {
    return params.getString("cmd_id");
  }

  boolean isCommand() {
    return isCommand;
  }

  boolean isAsked() {
    return asked;
  }

  boolean isOver() {
    return ended.future().isComplete();
  }

  Future<JsonObject> started() {
    return started.future();
  }

  Future<Void> ended() {
    return ended.future();
  }

  void onAsked() {
    asked = true;
  }

  void onStarted(JsonObject result) {
    asked = false;
    if (result.getBoolean("repeated", false)) {
      repeat();
    } else {
      seen.clear();
    }
    started.tryComplete(result);
  }

  /** All is told again from the first one on. */
  void repeat() {
    repeated = true;
  }

  void onRefused(Throwable why) {
    asked = false;
    started.tryFail(why);
    ended.tryFail(why);
  }

  void onNotice(JsonObject told) {
    JsonObject known = told.copy();
    known.remove("seq");
    if (isOver() || (repeated && seen.contains(known))) {
      return;
    }
    if (isCommand) {
      seen.add(known);
    }
    Notice notice = new Notice(method, told);
    notice.cause().ifPresent(cause -> failure = failed(notice, cause));
    deliver(notice);
    if (notice.isEnd()) {
      end();
    }
  }

  private static CommandFailed failed(Notice notice, Cause cause) {
    return new CommandFailed(notice.params().getValue("data", "").toString(), cause);
  }

  private void deliver(Notice notice) {
    if (handler == null) {
      waiting.add(notice);
    } else {
      handler.accept(notice);
    }
  }

  private void end() {
    if (failure == null) {
      ended.tryComplete();
    } else {
      ended.tryFail(failure);
    }
  }

  /** What has come before goes to it first. */
  void handle(Consumer<Notice> listener) {
    handler = listener;
    while (!waiting.isEmpty()) {
      listener.accept(waiting.remove());
    }
  }
}
