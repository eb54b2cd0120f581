package io.callapi.simulator;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What phones do of their own accord: call each other and hang up. */
final class Phones {

  private final Calls calls;
  private final Dialogs dialogs;
  private final SimulatedPhoneCalls phoneCalls;
  private final Tokens tokens;

  Phones(Calls calls, SimulatedPhoneCalls phoneCalls, Dialogs dialogs, Tokens tokens) {
    this.calls = calls;
    this.phoneCalls = phoneCalls;
    this.dialogs = dialogs;
    this.tokens = tokens;
  }

  CallId newCallId() {
    return new CallId(tokens.callId());
  }

  /** The Call-ID once the callee has answered; a {@link CallRefusedException} if it does not. */
  Future<CallId> placeCall(SipUri from, SipUri to, CallId callId) {
    ReferTarget target = new ReferTarget(to, Optional.empty());
    Promise<CallId> answered = Promise.promise();
    phoneCalls.place(
        Phone.at(from), target, callId.value(), outcome -> report(outcome, callId, answered));
    return answered.future();
  }

  Future<Void> hangUp(CallId callId, Leg leg) {
    Optional<SimulatedDialog> dialog = dialogs.aliveByCallId(callId.value());
    dialog.ifPresent(call -> calls.hangUp(call, leg));
    return dialog.isPresent()
        ? Future.succeededFuture()
        : Future.failedFuture(new IllegalArgumentException("no such call: " + callId));
  }

  int silentPhones() {
    return dialogs.silentPhones();
  }

  List<SimulatedCall> calls() {
    return dialogs.alive().map(Phones::snapshot).toList();
  }

  private static void report(Invitation.Outcome outcome, CallId callId, Promise<CallId> answered) {
    if (outcome.isAnswer()) {
      answered.complete(callId);
    } else {
      answered.fail(new CallRefusedException(outcome.status()));
    }
  }

  private static SimulatedCall snapshot(SimulatedDialog dialog) {
    Set<Leg> held = EnumSet.noneOf(Leg.class);
    dialog.legs.forEach(
        (leg, state) -> {
          if (state.held) {
            held.add(leg);
          }
        });
    return new SimulatedCall(
        new CallId(dialog.callId),
        dialog.id.toString(),
        dialog.fromUri,
        dialog.toUri,
        dialog.isConfirmed(),
        Set.copyOf(held));
  }
}
