package io.callapi.simulator;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * People who call each other without being asked to: about so many calls at a time, which ring,
 * talk, are held now and then, and end. Two worlds of one size do the same.
 */
final class World {

  private static final long SEED = 20_261_128;

  private static final List<String> PEOPLE =
      List.of(
          "anna", "ben", "clara", "david", "emma", "felix", "greta", "hugo", "ida", "jonas",
          "karla", "leon", "mia", "noah", "olga", "paul", "quinn", "rosa", "simon", "thea", "uwe",
          "vera", "willi", "xenia", "yann", "zoe");

  /** Those who do not talk. */
  private static final List<String> OTHERS = List.of("busy", "decline", "noanswer");

  private static final String HOST = "example.com";

  private final int size;
  private final Dialogs dialogs;
  private final TransferEvents transfers;
  private final Holds holds;
  private final Tokens tokens;
  private final SimulatorTiming timing;
  private final Worker worker;
  private Random random = new Random(SEED);

  /**
   * @param size about how many calls there are at a time; 0 for a world of silence
   */
  World(
      int size,
      Dialogs dialogs,
      TransferEvents transfers,
      Holds holds,
      Tokens tokens,
      SimulatorTiming timing,
      Worker worker) {
    this.size = size;
    this.dialogs = dialogs;
    this.transfers = transfers;
    this.holds = holds;
    this.tokens = tokens;
    this.timing = timing;
    this.worker = worker;
  }

  /** Begins, for the first time or once more. */
  void start() {
    random = new Random(SEED);
    for (int i = 0; i < size; i++) {
      worker.after(millis(0, 10_000), this::call);
    }
  }

  /** Somebody calls somebody; when that is over, somebody else does. */
  private void call() {
    String from = one(PEOPLE);
    String to = random.nextInt(10) == 0 ? one(OTHERS) : one(PEOPLE);
    Calls calls =
        new Calls(dialogs, transfers, tokens, timing.withRing(millis(1000, 6000)), worker);
    SimulatedPhoneCalls phones = new SimulatedPhoneCalls(calls, tokens, worker);
    CallId callId = new CallId(tokens.callId());
    phones.place(
        Phone.at(uri(from)),
        new ReferTarget(uri(to), Optional.empty()),
        callId.value(),
        outcome -> onOutcome(outcome.isAnswer(), calls, callId));
  }

  private String one(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  private static SipUri uri(String user) {
    return new SipUri("sip:" + user + "@" + HOST);
  }

  private void onOutcome(boolean answered, Calls calls, CallId callId) {
    if (!answered) {
      next();
    } else if (random.nextInt(4) == 0) {
      worker.after(millis(2000, 10_000), () -> hold(calls, callId));
    } else {
      worker.after(millis(5000, 60_000), () -> hangUp(calls, callId));
    }
  }

  private void hold(Calls calls, CallId callId) {
    find(callId).ifPresent(dialog -> holds.hold(dialog, Holds.modes("both")));
    worker.after(millis(3000, 15_000), () -> resume(calls, callId));
  }

  private void resume(Calls calls, CallId callId) {
    find(callId).ifPresent(dialog -> holds.unhold(dialog, Holds.modes("both")));
    worker.after(millis(2000, 20_000), () -> hangUp(calls, callId));
  }

  private void hangUp(Calls calls, CallId callId) {
    Leg leg = random.nextBoolean() ? Leg.CALLER : Leg.CALLEE;
    find(callId).ifPresent(dialog -> calls.hangUp(dialog, leg));
    next();
  }

  private Optional<SimulatedDialog> find(CallId callId) {
    return dialogs.aliveByCallId(callId.value()); // somebody else may have ended it
  }

  private void next() {
    worker.after(millis(200, 4000), this::call);
  }

  private Duration millis(int from, int to) {
    return Duration.ofMillis(from + random.nextInt(to - from));
  }
}
