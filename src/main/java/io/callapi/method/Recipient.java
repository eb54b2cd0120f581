package io.callapi.method;

/**
 * The client of a session, for those who tell it something: subscriptions. To be used on the event
 * loop of the session.
 */
public interface Recipient {

  /** The name of its session. */
  String session();

  /**
   * Tells the client something. Where the session was opened, it gets the next number, and is kept
   * while no connection is there.
   *
   * @param method the name of the notification
   */
  void tell(String method, ClientNotice notice);

  /** Whether what was told waits for a client that reads slowly: what can be left out should be. */
  boolean isBehind();

  /** From now on that part lives and dies with the session. */
  void own(SessionPart part);

  /** That part is over, and wants to hear nothing more. */
  void disown(SessionPart part);

  /** Something that a session owns. */
  interface SessionPart {

    /** The session ends. What is told now is the last that the client may get. */
    void onEnd();

    /** The client has come back and missed what is not kept: it is told anew how things are. */
    void onGap();

    /** The client is not behind any more. */
    default void onRoom() {}
  }
}
