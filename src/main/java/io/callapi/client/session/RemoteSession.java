package io.callapi.client.session;

import io.callapi.bus.TypedBus;
import io.callapi.client.session.LinePost.Close;
import io.callapi.client.session.LinePost.Frames;
import io.callapi.client.session.LinePost.LineReply;
import io.callapi.client.session.SessionPost.Attach;
import io.callapi.client.session.SessionPost.Begin;
import io.callapi.client.session.SessionPost.Lost;
import io.callapi.client.session.SessionPost.Outcome;
import io.callapi.client.session.SessionPost.Room;
import io.callapi.client.session.SessionPost.Said;
import io.callapi.client.session.SessionPost.SessionReply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session on another event loop or node, for the connection that goes on with it. */
public final class RemoteSession {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteSession.class);
  private static final short GOING_AWAY = 1001; // RFC 6455, section 7.4.1

  /** So often the session looks whether the line is there; a look may be missed, not three. */
  private static final long SILENCE_NANOS = 3 * Nodes.LOOK.toNanos();

  private final Vertx vertx;
  private final Nodes nodes;
  private final SessionToken token;
  private final Line connection;
  private final String line = UUID.randomUUID().toString();
  private final Pieces pieces = new Pieces();
  private Future<SessionReply> saying = Future.succeededFuture(SessionReply.DONE);
  private TypedBus.@Nullable Registration registration;
  private @Nullable Long look;
  private long heard = System.nanoTime();

  /**
   * @param token that the client has shown
   * @param connection to the client
   */
  public RemoteSession(Vertx vertx, Nodes nodes, SessionToken token, Line connection) {
    this.vertx = vertx;
    this.nodes = nodes;
    this.token = token;
    this.connection = connection;
  }

  public String name() {
    return token.session();
  }

  /** Takes the place of the connection that the session had. */
  public Future<SessionReply> attach(long lastSeq, String client) {
    registration = nodes.bus().serve(LinePost.ADDRESS.of(line), this::on);
    return nodes.post(
        token.node(),
        token.session(),
        new Attach(token.hash(), lastSeq, nodes.here(), line, client));
  }

  /** The client knows that it goes on. */
  public void begin() {
    if (!nodes.isHere(token.node())) {
      heard = System.nanoTime();
      look = vertx.setPeriodic(Nodes.LOOK.toMillis(), timer -> look());
    }
    connection.onRoom(() -> post(new Room(line)));
    post(new Begin(line));
  }

  private void look() {
    if (System.nanoTime() - heard > SILENCE_NANOS) {
      onGone("nothing is heard of it");
    }
  }

  /** A message of the client; completes when the session has taken it, in any case. */
  public Future<Void> onText(String text) {
    int most = nodes.longestPost(token.node());
    String rest = text;
    while (rest.length() > most) {
      int end = Pieces.end(rest, most);
      say(new Said(line, rest.substring(0, end), true));
      rest = rest.substring(end);
    }
    say(new Said(line, rest, false));
    return saying.<Void>mapEmpty().otherwiseEmpty();
  }

  /** One after the other, so that they come in order. */
  private void say(Said said) {
    saying =
        saying
            .compose(before -> nodes.post(token.node(), token.session(), said))
            .onSuccess(this::onReply)
            .onFailure(e -> onGone(e.getMessage()));
  }

  private void post(SessionPost post) {
    nodes
        .post(token.node(), token.session(), post)
        .onSuccess(this::onReply)
        .onFailure(e -> onGone(e.getMessage()));
  }

  private void onReply(SessionReply reply) {
    if (reply.outcome() == Outcome.TAKEN_OVER && registration != null) {
      close();
      connection.close(Reception.TAKEN_OVER, "taken over");
    } else if (reply.outcome() == Outcome.NOT_ATTACHED) {
      onGone("it has no connection");
    }
  }

  /** Where the session is nobody answers any more. */
  private void onGone(@Nullable String why) {
    if (registration != null) {
      LOG.debug("session {} is gone: {}", token.session(), why);
      close();
      connection.close(GOING_AWAY, "the session is gone");
    }
  }

  private Future<LineReply> on(LinePost post) {
    heard = System.nanoTime();
    if (post instanceof Frames frames) {
      write(frames);
    } else if (post instanceof Close close) {
      connection.close(close.code(), close.reason());
    } else {
      close();
      connection.onSessionClosed();
    }
    return Future.succeededFuture(new LineReply(connection.isFull()));
  }

  private void write(Frames frames) {
    int last = frames.texts().size() - 1;
    for (int i = 0; i <= last; i++) {
      String whole = pieces.add(frames.texts().get(i), frames.more() && i == last);
      if (whole != null) {
        connection.write(whole);
      }
    }
  }

  /** The connection is gone, or goes on with nothing of the kind. */
  public void lost() {
    if (registration != null) {
      close();
      nodes
          .post(token.node(), token.session(), new Lost(line))
          .onFailure(e -> LOG.debug("session {}: {}", token.session(), e.getMessage()));
    }
  }

  private void close() {
    if (look != null) {
      vertx.cancelTimer(look);
    }
    if (registration != null) {
      registration.cancel().onFailure(e -> LOG.warn("line {}: {}", line, e.getMessage()));
      registration = null;
    }
  }
}
