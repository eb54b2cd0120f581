package io.callapi.client.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The session of a client: opened on the first connection, resumed on the others. */
final class Sessions {

  private static final int METHOD_NOT_FOUND = -32601;
  private static final int NO_SUCH_SESSION = -32014;

  private final Duration keep;
  private final BiFunction<String, JsonObject, Future<JsonObject>> ask;
  private boolean known = true;
  private @Nullable String token;
  private long lastSeq;

  /** How a new connection goes on. */
  enum Outcome {
    /** What was missed comes by itself. */
    RESUMED,
    /** It does, but some of it is not kept any more. */
    WITH_GAP,
    /** What runs has to be asked for. */
    ANEW
  }

  /**
   * @param ask sends a request on this connection
   */
  Sessions(Duration keep, BiFunction<String, JsonObject, Future<JsonObject>> ask) {
    this.keep = keep;
    this.ask = ask;
  }

  /** On a new connection, before anything else. */
  Future<Outcome> open() {
    if (!known) {
      return Future.succeededFuture(Outcome.ANEW);
    }
    return (token == null ? begin() : resume(token)).recover(this::without);
  }

  private Future<Outcome> begin() {
    return ask.apply("SessionOpen", new JsonObject().put("keep", keep.toMillis()))
        .map(
            session -> {
              token = session.getString("token");
              lastSeq = session.getLong("seq", 0L);
              return Outcome.ANEW;
            });
  }

  private Future<Outcome> resume(String secret) {
    return ask.apply(
            "SessionResume", new JsonObject().put("token", secret).put("last_seq", lastSeq))
        .map(
            session -> {
              if (!session.getBoolean("gap", false)) {
                return Outcome.RESUMED;
              }
              lastSeq = Math.max(lastSeq, session.getLong("first_seq", lastSeq + 1) - 1);
              return Outcome.WITH_GAP;
            });
  }

  private Future<Outcome> without(Throwable why) {
    int code = why instanceof RequestRefused refused ? refused.code() : 0;
    if (code == METHOD_NOT_FOUND) {
      known = false;
      return Future.succeededFuture(Outcome.ANEW);
    }
    if (code == NO_SUCH_SESSION) {
      token = null;
      return open();
    }
    return Future.failedFuture(why);
  }

  /** Whether that notification has not come before. */
  boolean isNew(JsonObject params) {
    Long seq = params.getLong("seq");
    if (seq == null || token == null) {
      return true;
    }
    if (seq <= lastSeq) {
      return false;
    }
    lastSeq = seq;
    return true;
  }

  boolean isOpen() {
    return token != null;
  }
}
