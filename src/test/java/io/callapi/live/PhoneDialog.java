package io.callapi.live;

import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One side of an established call, as its phone knows it (RFC 3261, section 12). */
final class PhoneDialog {

  private final String callId;
  private final String local;
  private final String remote;
  private final String target;
  private final List<String> routes;
  private final boolean caller;
  private int cseq = ThreadLocalRandom.current().nextInt(100, 900);
  private volatile String media = "sendrecv";

  private PhoneDialog(
      SipMessage peer, String local, String remote, List<String> routes, boolean caller) {
    this.callId = peer.callId();
    this.local = local;
    this.remote = remote;
    this.target = SipAddress.parse(peer.first("contact")).uri();
    this.routes = routes;
    this.caller = caller;
  }

  /** The dialog of a call that came in and has been answered with this tag. */
  static PhoneDialog answered(SipMessage invite, String tag) {
    String local = invite.first("to") + ";tag=" + tag;
    return new PhoneDialog(
        invite, local, invite.first("from"), invite.addresses("record-route"), false);
  }

  /** The dialog of a call that was placed and got this 200. */
  static PhoneDialog placed(SipMessage ok) {
    List<String> routes = new ArrayList<>(ok.addresses("record-route"));
    Collections.reverse(routes);
    return new PhoneDialog(ok, ok.first("from"), ok.first("to"), routes, true);
  }

  String callId() {
    return callId;
  }

  String localTag() {
    return SipAddress.parse(local).tag();
  }

  String remoteTag() {
    return SipAddress.parse(remote).tag();
  }

  /** Whether this phone placed the call. */
  boolean isCaller() {
    return caller;
  }

  /** The direction of the media as this phone has last answered it: {@code sendrecv} at first. */
  String media() {
    return media;
  }

  void media(String direction) {
    media = direction;
  }

  /** Where requests within the dialog go first. */
  SocketAddress nextHop() {
    String first = routes.isEmpty() ? target : SipAddress.parse(routes.get(0)).uri();
    return SipAddress.parse("<" + first + ">").destination();
  }

  /** The ACK of a 200 to an INVITE of this phone. */
  SipMessage.Builder ack(SipMessage ok) {
    return request("ACK", ok.cseq());
  }

  SipMessage.Builder request(String method) {
    cseq++;
    return request(method, cseq);
  }

  private SipMessage.Builder request(String method, int number) {
    SipMessage.Builder request = SipMessage.request(method, target);
    routes.forEach(route -> request.with("Route", route));
    return request
        .with("From", local)
        .with("To", remote)
        .with("Call-ID", callId)
        .with("CSeq", number + " " + method);
  }

  @Override
  public String toString() {
    return (caller ? "placed " : "answered ") + callId + " " + media;
  }
}
