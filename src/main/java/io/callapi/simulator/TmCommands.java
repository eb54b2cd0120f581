package io.callapi.simulator;

import static io.callapi.simulator.MiCommand.with;

import io.callapi.sip.SipStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;

/** The commands of the module tm: sending SIP requests in the name of the proxy. */
final class TmCommands {

  private static final SipStatus OK = new SipStatus(200, "OK");
  private static final SipStatus TIMEOUT = new SipStatus(408, "Request Timeout");
  private static final SipStatus NO_DIALOG = new SipStatus(481, "Call/Transaction Does Not Exist");
  private static final String ALLOW = "Allow: INVITE,ACK,BYE,CANCEL,REFER,NOTIFY,OPTIONS\r\n";

  private final UacCalls calls;
  private final Dialogs dialogs;
  private final SimulatorOptions options;
  private final Tokens tokens;
  private final Worker worker;

  TmCommands(
      UacCalls calls, Dialogs dialogs, SimulatorOptions options, Tokens tokens, Worker worker) {
    this.calls = calls;
    this.dialogs = dialogs;
    this.options = options;
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

  private Future<Object> send(MiParams params) {
    UacRequest request = UacRequest.read(params);
    UacReply reply = new UacReply(request, options, tokens);
    return switch (request.method()) {
      case "INVITE" -> calls.place(request, reply);
      case "OPTIONS" -> askForOptions(Phone.at(request.target()), reply);
      default -> Future.succeededFuture(sendInDialog(request, reply));
    };
  }

  private Object cancel(MiParams params) {
    // The number alone, although the README says "1 INVITE".
    if (!calls.cancel(params.text("callid"), params.text("cseq"))) {
      throw new MiRefusal(481, "No such transaction");
    }
    return "OK";
  }

  private Future<Object> askForOptions(Phone phone, UacReply reply) {
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
  private Object sendInDialog(UacRequest request, UacReply reply) {
    String toTag = request.tag("to").orElseGet(tokens::tag);
    Optional<SimulatedLeg> leg =
        dialogs
            .legsOf(reply.callId())
            .filter(candidate -> candidate.connected && candidate.tag.equals(toTag))
            .findFirst();
    if (request.method().equals("BYE")) {
      leg.ifPresent(phone -> phone.connected = false);
    }
    return reply.finished(leg.isPresent() ? OK : NO_DIALOG, toTag, "");
  }
}
