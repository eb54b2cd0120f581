package io.callapi.client.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;

/** A command that runs, or has run, at the server. */
public final class Command {

  private final Told told;
  private final Context context;
  private final CallApiClient client;

  Command(Told told, Context context, CallApiClient client) {
    this.told = told;
    this.context = context;
    this.client = client;
  }

  public String cmdId() {
    return told.cmdId();
  }

  /** Its result "Started"; fails with a {@link RequestRefused}. */
  public Future<JsonObject> started() {
    return told.started();
  }

  /** Its end; fails with a {@link CommandFailed}, or with what has kept it from being started. */
  public Future<Void> ended() {
    return told.ended();
  }

  /** Takes all that it tells, in order and from the first on; the last is {@code Ended}. */
  public Command onNotice(Handler<Notice> handler) {
    context.runOnContext(v -> told.handle(handler::handle));
    return this;
  }

  /** Has it take back what it has begun; that it has ended it tells itself. */
  public Future<Void> cancel() {
    return client.query("CommandCancel", new JsonObject().put("cmd_id", cmdId())).mapEmpty();
  }
}
