package io.callapi.client;

import io.callapi.bus.BusFailure;
import io.callapi.client.session.Line;
import io.callapi.client.session.Nodes;
import io.callapi.client.session.RemoteSession;
import io.callapi.client.session.SessionPost.Outcome;
import io.callapi.client.session.SessionPost.SessionReply;
import io.callapi.client.session.SessionToken;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.method.MethodFailure;
import io.callapi.method.OwnSession.Resumed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which session the messages of a connection are for: first one of its own, then maybe one that it
 * goes on with.
 */
final class Attachment implements Switchboard {

  private final SessionTools tools;
  private final String client;
  private final Function<String, RequestLog> log;
  private final Line line;
  private Session own;
  private @Nullable RemoteSession other;
  private @Nullable RemoteSession next;
  private @Nullable Promise<Void> switching;
  private boolean hadSession;
  private boolean closed;

  /**
   * @param client the address of the client
   * @param log makes that of a session
   * @param outbox of the connection
   */
  Attachment(
      SessionTools tools,
      String id,
      String client,
      Function<String, RequestLog> log,
      Outbox outbox) {
    this.tools = tools;
    this.client = client;
    this.log = log;
    this.line = new OutboxLine(outbox, this::onSessionClosed);
    this.own = new Session(log.apply(id), tools, line, this);
  }

  /** A message of the client; completes when it is answered, or taken elsewhere. */
  Future<Void> onText(String text) {
    Promise<Void> first = switching;
    if (first != null) {
      return first.future().transform(done -> onText(text));
    }
    if (other != null) {
      return other.onText(text);
    }
    Future<Void> answered = own.onText(line, text);
    if (switching != null) {
      answered.onComplete(written -> onSwitched());
    }
    return answered;
  }

  @Override
  public boolean hasHadSession() {
    return hadSession;
  }

  @Override
  public void onOpened() {
    hadSession = true;
  }

  @Override
  public Future<Resumed> resume(SessionToken token, long lastSeq) {
    switching = Promise.promise();
    Nodes nodes = tools.nodes();
    RemoteSession wanted = new RemoteSession(tools.vertx(), nodes, token, line);
    return wanted
        .attach(lastSeq, client)
        .recover(Attachment::notThere)
        .compose(reply -> resumed(wanted, reply, lastSeq))
        .onFailure(e -> wanted.lost());
  }

  private static Future<SessionReply> notThere(Throwable e) {
    return e instanceof BusFailure lost && lost.kind() != BusFailure.Kind.NO_ANSWER
        ? Future.failedFuture(SessionControl.unknown())
        : Future.failedFuture(e);
  }

  private Future<Resumed> resumed(RemoteSession wanted, SessionReply reply, long lastSeq) {
    if (reply.outcome() == Outcome.FROM_THE_FUTURE) {
      return Future.failedFuture(
          new MethodFailure(
              JsonRpcError.INVALID_PARAMS,
              Map.of("last_seq", "is a number that no notification has had")));
    }
    if (reply.outcome() != Outcome.DONE) {
      return Future.failedFuture(SessionControl.unknown());
    }
    next = wanted;
    boolean gap = lastSeq + 1 < reply.firstSeq();
    return Future.succeededFuture(
        new Resumed(wanted.name(), reply.seq(), reply.keep(), gap, gap ? reply.firstSeq() : null));
  }

  /** The reply is written: what comes now is for the other session, or for the same as before. */
  private void onSwitched() {
    Promise<Void> waiting = switching;
    switching = null;
    RemoteSession joined = next;
    next = null;
    if (joined != null && closed) {
      joined.lost();
    } else if (joined != null) {
      hadSession = true;
      other = joined;
      own.end();
      joined.begin();
    }
    if (waiting != null) {
      waiting.complete();
    }
  }

  /** Its session was closed by the client: the connection goes on with a new one. */
  private void onSessionClosed() {
    if (!closed) {
      other = null;
      own = new Session(log.apply(UUID.randomUUID().toString()), tools, line, this);
    }
  }

  /** The connection is gone. */
  void onClose() {
    closed = true;
    if (other != null) {
      other.lost();
    } else {
      own.onClose(line);
    }
  }
}
