package io.callapi.client.session;

import io.callapi.bus.TypedBus;
import io.callapi.client.session.SessionPost.Attach;
import io.callapi.client.session.SessionPost.Begin;
import io.callapi.client.session.SessionPost.Outcome;
import io.callapi.client.session.SessionPost.Room;
import io.callapi.client.session.SessionPost.Said;
import io.callapi.client.session.SessionPost.SessionReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address of a session that was opened. Connections take the place of one another here, and
 * when there has been none for too long, the session ends.
 */
public final class Reception {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  static final short TAKEN_OVER = 4001;
  private static final int MOST_BYTES_IN_WORK = 32 * 1024;

  /** What it is the address of. */
  public interface Host {

    /** Its name. */
    String session();

    Outgoing outgoing();

    /** Works on a message; completes when it is answered, and never fails. */
    Future<Void> onText(Line from, String text);

    /** A client at that address goes on with it. */
    void onResumed(String client);

    /** The client has missed what is not kept any more. */
    void onGap();

    /** Nobody has come back in time. */
    void end();
  }

  private final Vertx vertx;
  private final Nodes nodes;
  private final Host host;
  private final KeptNotices notices;
  private final String secret;
  private final Duration keep;
  private @Nullable Guest guest;
  private TypedBus.@Nullable Registration registration;
  private @Nullable Long expiry;
  private int inWork;
  private @Nullable Promise<SessionReply> awaitingRoom;

  /** A connection elsewhere. */
  private record Guest(
      String id, RemoteLine line, Pieces pieces, @Nullable Long look, boolean gap) {}

  /**
   * @param secret the hash of that of its token
   * @param keep how long it goes on without a connection
   */
  public Reception(
      Vertx vertx, Nodes nodes, Host host, KeptNotices notices, String secret, Duration keep) {
    this.vertx = vertx;
    this.nodes = nodes;
    this.host = host;
    this.notices = notices;
    this.secret = secret;
    this.keep = keep;
  }

  public void open() {
    registration = nodes.bus().serve(SessionPost.ADDRESS.of(host.session()), this::on);
  }

  private Future<SessionReply> on(SessionPost post) {
    if (post instanceof Attach attach) {
      return Future.succeededFuture(attach(attach));
    }
    Guest now = guest;
    if (now == null || !now.id().equals(post.line())) {
      return Future.succeededFuture(SessionReply.of(elsewhere()));
    }
    if (post instanceof Said said) {
      return onSaid(now, said);
    }
    if (post instanceof Begin) {
      begin(now);
    } else if (post instanceof Room) {
      now.line().onPeerRoom();
    } else {
      lost(now.line());
    }
    return Future.succeededFuture(SessionReply.DONE);
  }

  private Outcome elsewhere() {
    return host.outgoing().line() == null ? Outcome.NOT_ATTACHED : Outcome.TAKEN_OVER;
  }

  private SessionReply attach(Attach attach) {
    if (!SessionToken.matches(secret, attach.secret())) {
      return SessionReply.of(Outcome.WRONG_SECRET);
    }
    if (attach.lastSeq() > notices.last()) {
      return SessionReply.of(Outcome.FROM_THE_FUTURE);
    }
    Line before = host.outgoing().line();
    leave();
    if (before != null) {
      before.close(TAKEN_OVER, "taken over");
    }
    stopExpiry();
    long first = notices.first();
    boolean gap = attach.lastSeq() + 1 < first;
    Guest now = guest(attach, gap);
    guest = now;
    host.outgoing().attach(now.line(), gap ? first - 1 : attach.lastSeq());
    host.onResumed(attach.client());
    LOG.debug("session {} goes on for {}", host.session(), attach.client());
    return new SessionReply(Outcome.DONE, notices.last(), first, keep.toMillis());
  }

  private Guest guest(Attach attach, boolean gap) {
    String node = attach.node();
    String id = attach.line();
    RemoteLine line =
        new RemoteLine(
            post -> nodes.post(node, id, post), nodes.longestPost(node), () -> lostGuest(id));
    Long look =
        nodes.isHere(node)
            ? null
            : (Long) vertx.setPeriodic(Nodes.LOOK.toMillis(), timer -> line.look());
    return new Guest(id, line, new Pieces(), look, gap);
  }

  private void begin(Guest now) {
    host.outgoing().begin();
    if (now.gap()) {
      host.onGap();
    }
  }

  /** Answered when there is room for more, so that the other side waits with the next one. */
  private Future<SessionReply> onSaid(Guest from, Said said) {
    String text = from.pieces().add(said.text(), said.more());
    if (text != null) {
      inWork += text.length();
      host.onText(from.line(), text).onComplete(answered -> onAnswered(text.length()));
    }
    if (inWork <= MOST_BYTES_IN_WORK) {
      return Future.succeededFuture(SessionReply.DONE);
    }
    Promise<SessionReply> room = Promise.promise();
    awaitingRoom = room;
    return room.future();
  }

  private void onAnswered(int length) {
    inWork -= length;
    if (awaitingRoom != null && inWork <= MOST_BYTES_IN_WORK) {
      awaitingRoom.tryComplete(SessionReply.DONE);
      awaitingRoom = null;
    }
  }

  private void lostGuest(String id) {
    if (guest != null && guest.id().equals(id)) {
      lost(guest.line());
    }
  }

  /** A connection is gone; if it is that of the session, the time to come back begins. */
  public void lost(Line line) {
    if (registration == null || line != host.outgoing().line()) {
      return;
    }
    leave();
    host.outgoing().detach();
    if (keep.isZero()) {
      host.end();
    } else {
      expiry = vertx.setTimer(keep.toMillis(), timer -> host.end());
    }
  }

  /** Ends the connection elsewhere that it has, if any. */
  public void dismiss(short code, String reason) {
    if (guest != null) {
      guest.line().close(code, reason);
    }
  }

  private void leave() {
    if (guest != null && guest.look() != null) {
      vertx.cancelTimer(guest.look());
    }
    guest = null;
  }

  private void stopExpiry() {
    if (expiry != null) {
      vertx.cancelTimer(expiry);
      expiry = null;
    }
  }

  public void close() {
    leave();
    stopExpiry();
    if (registration != null) {
      registration
          .cancel()
          .onFailure(e -> LOG.warn("session {}: {}", host.session(), e.getMessage()));
      registration = null;
    }
  }
}
