package io.callapi.client.session;

/** To the connection of a client: where a session writes to. Used on the loop of the session. */
public interface Line {

  /** It comes after all that was written before. */
  void write(String text);

  /** Whether so much waits that what can wait should not be written now. */
  boolean isFull();

  /** The action is run when it is not full any more. */
  void onRoom(Runnable action);

  /** Ends the connection. */
  void close(short code, String reason);

  /** The client has closed its session: the connection goes on with a new one. */
  void onSessionClosed();
}
