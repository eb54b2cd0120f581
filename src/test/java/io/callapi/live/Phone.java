package io.callapi.live;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A telephone on loopback whose {@link PhoneBehaviour} says how it reacts. It sends its calls
 * through the proxy, and media nowhere.
 *
 * <p>What it does runs on the farm's event loop; what it tells may be asked from any thread.
 */
final class Phone {

  private final PhoneBehaviour behaviour;
  private final PhoneLine line;
  private final Map<String, PhoneDialog> dialogs = new ConcurrentHashMap<>();
  private final IncomingCalls incoming;
  private final OutgoingCalls outgoing;
  private final SessionChanges sessions;
  private final Referrals referrals;

  Phone(PhoneBehaviour behaviour, PhoneLine line) {
    this.behaviour = behaviour;
    this.line = line;
    this.incoming = new IncomingCalls(this, line);
    this.sessions = new SessionChanges(behaviour, line);
    this.outgoing = new OutgoingCalls(this, line);
    this.referrals = new Referrals(this, line, outgoing);
  }

  Future<Void> start() {
    return line.open(this::onRequest);
  }

  String name() {
    return line.name();
  }

  /** Where the phone is reached, for instance {@code sip:alice@127.0.0.1:40123}. */
  String uri() {
    return line.uri();
  }

  PhoneBehaviour behaviour() {
    return behaviour;
  }

  /** The calls the phone is in, without those that still ring. */
  List<PhoneDialog> dialogs() {
    return List.copyOf(dialogs.values());
  }

  Optional<PhoneDialog> dialog(String callId) {
    return dialogs.values().stream().filter(d -> d.callId().equals(callId)).findFirst();
  }

  /** The newest messages the phone has received, repetitions and responses included. */
  List<SipMessage> received() {
    return line.received();
  }

  /** Whether a request of that method has come in for the call. */
  boolean hasReceived(String method, String callId) {
    return !requests(method, callId).isEmpty();
  }

  /** The requests of that method in that call, repetitions by the network left out. */
  List<SipMessage> requests(String method, String callId) {
    return requests(method).stream().filter(m -> m.callId().equals(callId)).toList();
  }

  /** How many calls have come in, those included that were not answered. */
  long timesCalled() {
    return requests("INVITE").stream().filter(invite -> invite.toTag().isEmpty()).count();
  }

  /** The requests of that method, repetitions by the network left out. */
  List<SipMessage> requests(String method) {
    Map<String, SipMessage> found = new LinkedHashMap<>();
    received().stream()
        .filter(m -> !m.isResponse() && m.method().equals(method))
        .forEach(m -> found.putIfAbsent(m.transaction(), m));
    return List.copyOf(found.values());
  }

  /** Drops all calls without a word, as if the power had gone. */
  void forget() {
    dialogs.clear();
    line.forget();
  }

  /**
   * Calls an address through the proxy.
   *
   * @return the Call-ID, once the other side has answered; or a {@link CallRefusedException}
   */
  Future<String> call(String uri) {
    return outgoing.call(uri, List.of(), progress -> {}).map(PhoneDialog::callId);
  }

  /** Puts the receiver down before anybody has answered: cancels the calls it places. */
  Future<Void> giveUp() {
    return outgoing.giveUp();
  }

  /** Hangs up; completes when the other side has answered the BYE. */
  Future<Void> hangUp(String callId) {
    return dialog(callId)
        .map(this::hangUp)
        .orElseGet(() -> Future.failedFuture(name() + " is not in call " + callId));
  }

  Future<Void> hangUp(PhoneDialog dialog) {
    remove(dialog);
    return line.send(dialog, dialog.request("BYE")).mapEmpty();
  }

  /** Asks the other phone of the call for media of that direction, {@code inactive} for one. */
  Future<Void> offer(PhoneDialog dialog, String direction) {
    SipMessage.Builder invite =
        dialog.request("INVITE").body("application/sdp", line.sdp(direction));
    return line.send(dialog, invite)
        .onSuccess(ok -> line.acknowledge(dialog, ok))
        .onSuccess(ok -> dialog.media(direction))
        .mapEmpty();
  }

  /** Tells the proxy where the phone is, so that {@code sip:user@proxy} reaches it. */
  Future<Integer> register(String user) {
    String domain = line.proxy().host() + ":" + line.proxy().port();
    String self = "<sip:" + user + "@" + domain + ">";
    SipMessage.Builder register =
        SipMessage.request("REGISTER", "sip:" + domain)
            .with("From", self + ";tag=" + PhoneLine.token())
            .with("To", self)
            .with("Call-ID", PhoneLine.token())
            .with("CSeq", "1 REGISTER")
            .with("Expires", "600");
    return line.send(register, progress -> {}).map(SipMessage::status);
  }

  void add(PhoneDialog dialog) {
    dialogs.put(dialog.callId() + dialog.localTag(), dialog);
  }

  private void remove(PhoneDialog dialog) {
    dialogs.remove(dialog.callId() + dialog.localTag(), dialog);
  }

  private void onRequest(SipMessage request) {
    String method = request.method();
    if (request.toTag().isEmpty() && method.equals("INVITE")) {
      incoming.onInvite(request);
    } else if (method.equals("CANCEL")) {
      incoming.onCancel(request);
    } else if (method.equals("OPTIONS")) {
      line.answer(request, 200, "OK");
    } else {
      Optional.ofNullable(dialogs.get(request.callId() + request.toTag()))
          .ifPresentOrElse(
              dialog -> onRequestWithin(dialog, request),
              () -> line.answer(request, 481, "Call/Transaction Does Not Exist"));
    }
  }

  private void onRequestWithin(PhoneDialog dialog, SipMessage request) {
    switch (request.method()) {
      case "INVITE" -> sessions.onReinvite(dialog, request);
      case "REFER" -> referrals.onRefer(dialog, request);
      case "BYE" -> {
        remove(dialog);
        line.answer(request, 200, "OK");
      }
      case "NOTIFY", "INFO", "UPDATE", "MESSAGE" -> line.answer(request, 200, "OK");
      default -> line.answer(request, 501, "Not Implemented");
    }
  }

  @Override
  public String toString() {
    return name() + dialogs();
  }
}
