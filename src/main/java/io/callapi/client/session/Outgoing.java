package io.callapi.client.session;

import org.jspecify.annotations.Nullable;

/**
 * All that a session sends. Replies go to the connection that has asked. Notifications go to the
 * one that is there: at once, or since the session was opened with numbers, out of the ring in
 * which they are kept, as fast as the client reads them.
 */
public final class Outgoing {

  private static final short TRY_AGAIN_LATER = 1013; // IANA WebSocket close code registry

  private @Nullable Line line;
  private @Nullable KeptNotices kept;
  private long sent;
  private boolean held;
  private Runnable onRoom = () -> {};

  /**
   * @param line of the connection that the session begins with
   */
  public Outgoing(Line line) {
    this.line = line;
    listen(line);
  }

  /** That is run when the client is not behind any more. */
  public void onRoom(Runnable action) {
    onRoom = action;
  }

  public @Nullable Line line() {
    return line;
  }

  /** Notifications have numbers from now on; none is sent before {@link #begin}. */
  public void open(KeptNotices notices) {
    kept = notices;
    held = true;
  }

  /** The number of the next notification; 0 where they have none. */
  public long next() {
    return kept == null ? 0 : kept.ring().last() + 1;
  }

  /** Has the notifications behind a number sent on that line, from {@link #begin} on. */
  public void attach(Line to, long lastSeq) {
    line = to;
    sent = lastSeq;
    held = true;
    listen(to);
  }

  private void listen(Line to) {
    to.onRoom(
        () -> {
          if (to == line) {
            onRoom();
          }
        });
  }

  private void onRoom() {
    send(false);
    if (!isBehind()) {
      onRoom.run();
    }
  }

  /** What the client has to know before is written. */
  public void begin() {
    held = false;
    send(false);
  }

  /** The connection is gone. */
  public void detach() {
    line = null;
  }

  /** Answers the connection that has asked, if that is still there. */
  public void reply(Line to, String text) {
    if (to == line) {
      to.write(text);
    }
  }

  public void notify(String text) {
    if (kept != null) {
      kept.add(text);
      send(false);
    } else if (line != null) {
      line.write(text);
    }
  }

  /** Whether the client has not been sent all of it, or reads it slowly. */
  public boolean isBehind() {
    return line != null && (line.isFull() || (kept != null && sent < kept.ring().last()));
  }

  /** The session ends: the rest is sent, if it has a connection. */
  public void close() {
    if (kept != null) {
      held = false;
      send(true);
      kept.close();
    }
  }

  private void send(boolean all) {
    while (kept != null && line != null && !held && sent < kept.ring().last()) {
      if (line.isFull() && !all) {
        return;
      }
      String text = kept.ring().get(sent + 1);
      if (text == null) { // it reads more slowly than it is told something
        held = true;
        line.close(TRY_AGAIN_LATER, "too slow");
        return;
      }
      sent++;
      line.write(text);
    }
  }
}
