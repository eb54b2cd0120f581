package io.callapi.client.session;

import io.callapi.client.session.LinePost.Frames;
import io.callapi.client.session.LinePost.LineReply;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A line to a connection on another event loop or node. One post is under way at a time, so that
 * they come in order; what is written meanwhile goes with the next one.
 */
final class RemoteLine implements Line {

  /** So many characters may wait before what can wait has to. */
  private static final int WINDOW = 64 * 1024;

  private final Function<LinePost, Future<LineReply>> connection;
  private final int longestPost;
  private final Runnable onLost;
  private final Deque<LinePost> ends = new ArrayDeque<>();
  private final Deque<String> waiting = new ArrayDeque<>();
  private long waitingLength;
  private boolean underWay;
  private boolean starved;
  private boolean peerFull;
  private boolean over;
  private Runnable onRoom = () -> {};

  /**
   * @param longestPost in characters
   * @param onLost is run when the connection cannot be reached, or has been ended
   */
  RemoteLine(Function<LinePost, Future<LineReply>> connection, int longestPost, Runnable onLost) {
    this.connection = connection;
    this.longestPost = longestPost;
    this.onLost = onLost;
  }

  @Override
  public void write(String text) {
    if (ends.isEmpty() && !over) {
      waiting.add(text);
      waitingLength += text.length();
      goOn();
    }
  }

  @Override
  public boolean isFull() {
    boolean full = peerFull || waitingLength >= WINDOW;
    starved |= full;
    return full;
  }

  @Override
  public void onRoom(Runnable action) {
    onRoom = action;
  }

  @Override
  public void close(short code, String reason) {
    end(new LinePost.Close(code, reason));
  }

  @Override
  public void onSessionClosed() {
    end(new LinePost.SessionClosed());
  }

  private void end(LinePost last) {
    if (ends.isEmpty()) {
      ends.add(last);
      goOn();
    }
  }

  /** The client has read what made the connection full. */
  void onPeerRoom() {
    peerFull = false;
    goOn();
  }

  /** Looks whether the connection is still there; call it now and then. */
  void look() {
    if (!underWay && !over) {
      post(new Frames(List.of(), false), 0);
    }
  }

  private void goOn() {
    if (underWay || over) {
      return;
    }
    if (!waiting.isEmpty()) {
      postFrames();
    } else if (!ends.isEmpty()) {
      post(ends.element(), 0);
      over = true;
    }
    if (starved && !isFull()) {
      starved = false;
      onRoom.run();
    }
  }

  private void postFrames() {
    List<String> texts = new ArrayList<>();
    int length = 0;
    boolean more = false;
    while (!waiting.isEmpty() && length < longestPost) {
      String text = waiting.remove();
      int room = longestPost - length;
      more = text.length() > room;
      if (more) {
        int cut = Pieces.end(text, room);
        waiting.addFirst(text.substring(cut));
        text = text.substring(0, cut);
      }
      texts.add(text);
      length += text.length();
    }
    post(new Frames(texts, more), length);
  }

  private void post(LinePost post, int length) {
    underWay = true;
    connection.apply(post).onSuccess(reply -> onPosted(reply, length)).onFailure(e -> onFailed());
  }

  private void onPosted(LineReply reply, int length) {
    underWay = false;
    waitingLength -= length;
    peerFull = reply.full();
    if (over) {
      onLost.run();
    } else {
      goOn();
    }
  }

  private void onFailed() {
    underWay = false;
    over = true;
    waiting.clear();
    onLost.run();
  }
}
