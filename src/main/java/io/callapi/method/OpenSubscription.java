package io.callapi.method;

/** A subscription that is open; used on the event loop of its {@link Subscriber}. */
public interface OpenSubscription {

  /** The subscriber knows that it is open: from now on it is told. */
  void begin();

  /** The subscriber has room again. */
  void onRoom();

  /**
   * The subscriber has missed something: it is told how all is now.
   *
   * @param reason in words, for people
   */
  void onGap(String reason);

  /** It tells its end, and nothing after that; without effect if it has ended. */
  void end();
}
