package io.callapi.client;

import io.callapi.client.session.Line;

/** To a socket on the same event loop. */
final class OutboxLine implements Line {

  private final Outbox outbox;
  private final Runnable onSessionClosed;

  /**
   * @param onSessionClosed has the connection go on with a new session
   */
  OutboxLine(Outbox outbox, Runnable onSessionClosed) {
    this.outbox = outbox;
    this.onSessionClosed = onSessionClosed;
  }

  @Override
  public void write(String text) {
    outbox.write(text);
  }

  @Override
  public boolean isFull() {
    return outbox.isFull();
  }

  @Override
  public void onRoom(Runnable action) {
    outbox.onRoom(action);
  }

  @Override
  public void close(short code, String reason) {
    outbox.close(code, reason);
  }

  @Override
  public void onSessionClosed() {
    onSessionClosed.run();
  }
}
