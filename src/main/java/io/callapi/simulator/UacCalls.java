package io.callapi.simulator;

import io.callapi.simulator.Invitation.Outcome;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Calls that the proxy places in its own name, until they are answered or cancelled. */
final class UacCalls {

  private static final String ELSEWHERE = "Contact: <sip:bob@127.0.0.1:5071>\r\n";

  private final Calls calls;
  private final Tokens tokens;
  private final Map<String, Invitation> ringing = new HashMap<>();

  UacCalls(Calls calls, Tokens tokens) {
    this.calls = calls;
    this.tokens = tokens;
  }

  Future<Object> place(UacRequest request, UacReply reply) {
    return request.throughProxy() ? placeThrough(request, reply) : placeBeside(request, reply);
  }

  /** Returns false if no such call is being set up. */
  boolean cancel(String callId, String cseq) {
    Invitation invitation = ringing.get(key(callId, cseq));
    if (invitation != null) {
      invitation.cancel();
    }
    return invitation != null;
  }

  void clear() {
    ringing.clear();
  }

  private Future<Object> placeThrough(UacRequest request, UacReply reply) {
    SimulatedLeg caller = caller(request, reply);
    String from = request.address("from");
    String to = request.address("to");
    ReferTarget target = new ReferTarget(request.target(), Optional.empty());
    Calls.Placed placed = calls.place(new Calls.Request(reply.callId(), from, to, target, caller));
    SimulatedDialog dialog = placed.dialog();
    Phone phone = Phone.at(request.target());
    return finalAnswer(request, reply, placed.invitation())
        .map(
            outcome ->
                outcome.isAnswer()
                    ? reply.answered(phone, dialog.leg(Leg.CALLEE).tag, dialog.id)
                    : refused(reply, outcome, dialog.leg(Leg.CALLEE).tag, true));
  }

  private static SimulatedLeg caller(UacRequest request, UacReply reply) {
    return new SimulatedLeg(null, request.address("contact"), reply.fromTag(), request.body());
  }

  private Future<Object> placeBeside(UacRequest request, UacReply reply) {
    Phone phone = Phone.at(request.target());
    String toTag = tokens.tag();
    return finalAnswer(request, reply, calls.placeBeside(phone, caller(request, reply)))
        .map(
            outcome ->
                outcome.isAnswer()
                    ? reply.answered(phone, toTag, null)
                    : refused(reply, outcome, toTag, false));
  }

  private Future<Outcome> finalAnswer(UacRequest request, UacReply reply, Invitation invitation) {
    Promise<Outcome> answer = Promise.promise();
    String key = key(reply.callId(), request.cseq().split(" ", 2)[0]);
    ringing.put(key, invitation);
    invitation.tell(
        outcome -> {
          ringing.remove(key, invitation);
          answer.complete(outcome);
        });
    return answer.future();
  }

  private static Object refused(
      UacReply reply, Outcome outcome, String toTag, boolean throughProxy) {
    SipStatus status = outcome.status();
    return switch (outcome.source()) {
      case PHONE -> reply.finished(status, toTag, status.code() == 302 ? ELSEWHERE : "");
      case REGISTRAR -> reply.answeredByProxy(status);
      case TIMER_OF_SILENCE ->
          throughProxy ? reply.answeredByProxy(status) : reply.timedOut(status);
      case TIMER_OF_RINGING -> reply.timedOut(status);
    };
  }

  private static String key(String callId, String cseq) {
    return callId + " " + cseq;
  }
}
