package io.callapi.acceptance;

import java.util.List;

/**
 * What is cancelled, and when: at a moment of a span that begins with a stage.
 *
 * @param referee the phone that is asked to place the call; the caller of a CallStart
 * @param destination the phone that it is to call
 * @param from the stage with which the span begins; {@code Started} for the reply
 * @param span how long it is, in milliseconds
 * @param fails whether the command may fail by itself before it is cancelled
 */
record CancelScene(
    String method,
    String phase,
    String referee,
    String destination,
    String from,
    int span,
    boolean fails) {

  /** Every phase of the commands that can be cancelled. */
  static List<CancelScene> all() {
    return List.of(
        start("from its start on", "alice", "bob", "Started", 700),
        start("as soon as it has started", "alice", "bob", "Started", 5),
        start("Calling", "noanswer", "bob", "Started", 300),
        start("Confirming, Referring", "alice", "bob", "CallerAnswered", 8),
        start("Referring", "mutereferee", "bob", "CallerAnswered", 300),
        start("Referring, AwaitingCall", "lateanswer", "bob", "CallerAnswered", 1200),
        start("AwaitingCall", "latecall", "bob", "Transferring", 500),
        start("Ringing", "alice", "noanswer", "TransferStart", 300),
        start("Ringing, Failing", "alice", "challenge", "TransferStart", 15),
        start("Failing", "latenotify", "busy", "TransferStart", 200).thatFails(),
        start("Releasing", "alice", "bob", "CalleeAnswered", 15),
        blind("from its start on", "bob", "carol", "Started", 400),
        blind("as soon as it has started", "bob", "carol", "Started", 5),
        blind("Waiting", "nohold", "carol", "Started", 300),
        blind("Referring", "mutereferee", "carol", "Started", 300),
        blind("Referring, AwaitingCall", "lateanswer", "carol", "Started", 1200),
        blind("AwaitingCall", "latecall", "carol", "Transferring", 500),
        blind("Ringing", "bob", "noanswer", "TransferStart", 300),
        blind("Ringing, Failing", "bob", "challenge", "TransferStart", 15),
        blind("Failing", "latenotify", "busy", "TransferStart", 200).thatFails(),
        blind("Releasing", "bob", "carol", "TransferSuccessful", 15),
        attended("from its start on", "bob", "Started", 400),
        attended("as soon as it has started", "bob", "Started", 5),
        attended("Referring", "mutereferee", "Started", 300),
        attended("Referring, AwaitingCall", "lateanswer", "Started", 1200),
        attended("AwaitingCall", "latecall", "Transferring", 500),
        attended("Ringing", "bob", "TransferStart", 150),
        attended("Ringing, Proving", "noreplaces", "TransferStart", 1000).thatFails(),
        attended("Releasing", "bob", "TransferSuccessful", 15));
  }

  private static CancelScene start(
      String phase, String referee, String destination, String from, int span) {
    return new CancelScene("CallStart", phase, referee, destination, from, span, false);
  }

  private static CancelScene blind(
      String phase, String referee, String destination, String from, int span) {
    return new CancelScene("CallBlindTransfer", phase, referee, destination, from, span, false);
  }

  private static CancelScene attended(String phase, String referee, String from, int span) {
    return new CancelScene("CallAttendedTransfer", phase, referee, "carol", from, span, false);
  }

  /** Whether it waits for its turn: the phone is asked to hold before, and again after 2.1 s. */
  boolean isHeldUp() {
    return referee.equals("nohold");
  }

  private CancelScene thatFails() {
    return new CancelScene(method, phase, referee, destination, from, span, true);
  }

  @Override
  public String toString() {
    return method + ": " + phase;
  }
}
