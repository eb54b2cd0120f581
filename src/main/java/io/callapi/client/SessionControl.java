package io.callapi.client;

import io.callapi.client.session.KeptNotices;
import io.callapi.client.session.Line;
import io.callapi.client.session.Nodes;
import io.callapi.client.session.Reception;
import io.callapi.client.session.SessionToken;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.method.ClientNotice;
import io.callapi.method.MethodFailure;
import io.callapi.method.OwnSession;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens, resumes and closes the session of a client, as that asks for it. */
final class SessionControl implements OwnSession {

  private static final String TOO_MANY = "too many sessions";
  private static final String HAS_ONE = "the connection has, or has had, a session";
  private static final String IN_USE = "commands have been sent on the connection";
  private static final String IN_BATCH = "it cannot be part of a batch";

  private final Session session;
  private final SessionTools tools;
  private final Switchboard switchboard;
  private @Nullable Reception reception;
  private boolean inBatch;
  private boolean opening;
  private boolean closing;

  SessionControl(Session session, SessionTools tools, Switchboard switchboard) {
    this.session = session;
    this.tools = tools;
    this.switchboard = switchboard;
  }

  /** A message is worked on from now on. */
  void beforeMessage(boolean isBatch) {
    inBatch = isBatch;
  }

  /** The answer to a message is written. */
  void afterMessage() {
    if (opening) {
      opening = false;
      session.outgoing().begin();
    }
    if (closing) {
      closing = false;
      Line line = session.outgoing().line();
      session.end();
      if (line != null) {
        line.onSessionClosed();
      }
    }
  }

  @Override
  public boolean isOpened() {
    return reception != null;
  }

  @Override
  public Future<Opened> open(long keepMillis) {
    String refusal = refusal();
    if (refusal != null) {
      return invalid(refusal);
    }
    if (!tools.opened().tryEnter()) {
      return Future.failedFuture(MethodFailure.limitReached(TOO_MANY));
    }
    Nodes nodes = tools.nodes();
    SessionToken token = tools.opened().token(nodes, session.session());
    Duration keep = tools.opened().keep(keepMillis);
    KeptNotices notices = tools.opened().notices();
    session.number(notices);
    opening = true;
    Reception opened = new Reception(tools.vertx(), nodes, session, notices, token.hash(), keep);
    reception = opened;
    tools.receptions().add(opened);
    opened.open();
    switchboard.onOpened();
    return Future.succeededFuture(
        new Opened(session.session(), token.text(), notices.last(), keep.toMillis()));
  }

  private @Nullable String refusal() {
    if (inBatch) {
      return IN_BATCH;
    }
    return reception != null || switchboard.hasHadSession() ? HAS_ONE : null;
  }

  @Override
  public Future<Resumed> resume(String token, long lastSeq) {
    String refusal = refusal();
    if (refusal != null || !session.isIdle()) {
      return invalid(refusal == null ? IN_USE : refusal);
    }
    return SessionToken.parse(token)
        .map(known -> switchboard.resume(known, lastSeq))
        .orElseGet(() -> Future.failedFuture(unknown()));
  }

  @Override
  public Future<Closed> close() {
    if (inBatch) {
      return invalid(IN_BATCH);
    }
    if (reception == null) {
      return Future.failedFuture(unknown());
    }
    closing = true;
    return Future.succeededFuture(new Closed(session.session()));
  }

  private static <T> Future<T> invalid(String reason) {
    return Future.failedFuture(
        new MethodFailure(JsonRpcError.INVALID_REQUEST, Map.of("reason", reason)));
  }

  static MethodFailure unknown() {
    return new MethodFailure(
        JsonRpcError.NO_SUCH_SESSION, Map.of("reason", "unknown, expired or closed"));
  }

  /** Whether the session goes on although that connection is gone. */
  boolean outlives(Line line) {
    if (reception == null) {
      return false;
    }
    reception.lost(line);
    return true;
  }

  /** The session ends. */
  void end() {
    if (reception != null) {
      session.outgoing().close();
      reception.close();
      tools.receptions().remove(reception);
      tools.opened().leave();
    }
  }

  @Override
  public void tell(String method, ClientNotice notice) {
    session.tell(method, notice);
  }

  @Override
  public String session() {
    return session.session();
  }

  @Override
  public boolean isBehind() {
    return session.isBehind();
  }

  @Override
  public void own(SessionPart part) {
    session.own(part);
  }

  @Override
  public void disown(SessionPart part) {
    session.disown(part);
  }
}
