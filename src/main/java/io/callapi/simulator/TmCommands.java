package io.callapi.simulator;

import static io.callapi.simulator.MiCommand.with;

import io.callapi.simulator.Invitation.Outcome;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands of the module tm: sending SIP requests in the name of the proxy. */
final class TmCommands {

  private static final SipStatus OK = new SipStatus(200, "OK");
  private static final SipStatus TIMEOUT = new SipStatus(408, "Request Timeout");
  private static final String ALLOW = "Allow: INVITE,ACK,BYE,CANCEL,REFER,NOTIFY,OPTIONS\r\n";
  private static final String ELSEWHERE = "Contact: <sip:bob@127.0.0.1:5071>\r\n";

  private final Calls calls;
  private final Dialogs dialogs;
  private final SimulatorOptions options;
  private final ProxyVersion version;
  private final Tokens tokens;
  private final Worker worker;
  private final Map<String, Invitation> ringing = new HashMap<>();

  TmCommands(
      Calls calls,
      Dialogs dialogs,
      SimulatorOptions options,
      ProxyVersion version,
      Tokens tokens,
      Worker worker) {
    this.calls = calls;
    this.dialogs = dialogs;
    this.options = options;
    this.version = version;
    this.tokens = tokens;
    this.worker = worker;
  }

  List<MiCommand> commands() {
    List<List<String>> recipes =
        List.of(
            with("method", "ruri", "headers"),
            with("method", "ruri", "headers", "next_hop"),
            with("method", "ruri", "headers", "body"),
            with("method", "ruri", "headers", "next_hop", "body"));
    return List.of(
        new MiCommand("t_uac_dlg", "tm:uac_dlg", recipes, false, this::send),
        MiCommand.of(
            "t_uac_cancel", "tm:uac_cancel", List.of(with("callid", "cseq")), this::cancel));
  }

  void clear() {
    ringing.clear();
  }

  private Future<Object> send(MiParams params) {
    UacRequest request = UacRequest.read(params);
    Phone phone = Phone.at(request.target());
    return switch (request.method()) {
      case "INVITE" -> request.throughProxy() ? invite(request) : inviteBeside(request, phone);
      case "OPTIONS" -> options(request, phone);
      default -> Future.succeededFuture(answerInDialog(request));
    };
  }

  private Object cancel(MiParams params) {
    // The number alone, although the README says "1 INVITE".
    Invitation invitation = ringing.get(params.text("callid") + " " + params.text("cseq"));
    if (invitation == null) {
      throw new MiException(481, "No such transaction");
    }
    invitation.cancel();
    return "OK";
  }

  private Future<Object> invite(UacRequest request) {
    String callId = callId(request);
    String fromTag = request.tag("from").orElseGet(tokens::proxyTag);
    UacReply reply = reply(request, callId, fromTag);
    DialogLeg caller = new DialogLeg(null, request.address("contact"), fromTag, request.body());
    String from = request.address("from");
    String to = request.address("to");
    ReferTarget target = new ReferTarget(request.target(), Optional.empty());
    Calls.Placed placed = calls.place(new Calls.Request(callId, from, to, target, caller));
    SimulatedDialog dialog = placed.dialog();
    Phone phone = Phone.at(request.target());
    return finalAnswer(request, callId, placed.invitation())
        .map(
            outcome ->
                outcome.isAnswer()
                    ? reply.answered(OK, phone, calleeTag(dialog), dialog.id)
                    : refused(reply, outcome, calleeTag(dialog), true));
  }

  private Future<Object> inviteBeside(UacRequest request, Phone phone) {
    String callId = callId(request);
    String fromTag = request.tag("from").orElseGet(tokens::proxyTag);
    UacReply reply = reply(request, callId, fromTag);
    String toTag = tokens.tag();
    return finalAnswer(request, callId, calls.placeBeside(phone))
        .map(
            outcome ->
                outcome.isAnswer()
                    ? reply.answered(OK, phone, toTag, null)
                    : refused(reply, outcome, toTag, false));
  }

  private Future<Outcome> finalAnswer(UacRequest request, String callId, Invitation invitation) {
    Promise<Outcome> answer = Promise.promise();
    String key = callId + " " + request.cseq().split(" ", 2)[0];
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
    return switch (outcome.source()) {
      case PHONE -> reply.finished(outcome.status(), toTag, redirection(outcome.status()));
      case TIMER_OF_SILENCE ->
          throughProxy
              ? reply.timedOutOnTheWay(outcome.status())
              : reply.timedOut(outcome.status());
      case TIMER_OF_RINGING -> reply.timedOut(outcome.status());
    };
  }

  private Future<Object> options(UacRequest request, Phone phone) {
    String fromTag = request.tag("from").orElseGet(tokens::proxyTag);
    UacReply reply = reply(request, callId(request), fromTag);
    if (phone.behaviour().rings()) {
      return Future.succeededFuture(reply.finished(OK, tokens.tag(), ALLOW));
    }
    Promise<Object> silence = Promise.promise();
    worker.after(options.timing().frTimeout(), () -> silence.complete(reply.timedOut(TIMEOUT)));
    return silence.future();
  }

  /**
   * A request within a call goes straight to the phone: the proxy's dialog does not see a BYE and
   * stays.
   */
  private Object answerInDialog(UacRequest request) {
    String toTag = request.tag("to").orElse("");
    Optional<DialogLeg> leg =
        dialogs.aliveByCallId(callId(request)).stream()
            .flatMap(dialog -> dialog.legs.values().stream())
            .filter(candidate -> candidate.connected && candidate.tag.equals(toTag))
            .findFirst();
    SipStatus status = leg.isPresent() ? OK : new SipStatus(481, "Call/Transaction Does Not Exist");
    if (request.method().equals("BYE")) {
      leg.ifPresent(phone -> phone.connected = false);
    }
    String tag = toTag.isEmpty() ? tokens.tag() : toTag;
    String fromTag = request.tag("from").orElseGet(tokens::proxyTag);
    return reply(request, callId(request), fromTag).finished(status, tag, "");
  }

  private UacReply reply(UacRequest request, String callId, String fromTag) {
    return new UacReply(request, options, version, tokens, callId, fromTag);
  }

  private String callId(UacRequest request) {
    return request.header("call-id").orElseGet(() -> tokens.proxyCallId(options.sipUri().host()));
  }

  private static String redirection(SipStatus status) {
    return status.code() == 302 ? ELSEWHERE : "";
  }

  private static String calleeTag(SimulatedDialog dialog) {
    return dialog.leg(Leg.CALLEE).tag;
  }
}
