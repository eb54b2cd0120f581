package io.callapi.opensips;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;

/**
 * The INVITE of the first leg: it goes through the proxy's own request route, or the proxy would
 * make no dialog of it, and offers one audio stream that is inactive (RFC 3264, section 5.1).
 *
 * @param proxy the proxy's SIP URI
 */
public record Invitation(SipUri proxy) {

  /** The party that this program plays in the first dialog. */
  public SipUri contact() {
    return new SipUri("sip:call-api@" + proxy.host() + ":" + proxy.port());
  }

  /** From is the other party, so that the phone shows who is being called. */
  public MiRequest of(CallId callId, SipUri target, SipUri shownAs) {
    String headers =
        header("From", "<" + shownAs + ">")
            + header("To", "<" + target + ">")
            + header("Contact", "<" + contact() + ">")
            + header("Content-Type", "application/sdp")
            + header("CSeq", "1 INVITE")
            + header("Call-ID", callId.value());
    return MiRequest.once("t_uac_dlg")
        .about(callId.value())
        .with("method", "INVITE")
        .with("ruri", target.value())
        .with("next_hop", proxy.value())
        .with("body", sdp())
        .with("headers", headers);
  }

  /** A line of the headers. */
  public static String header(String name, String value) {
    return name + ": " + value + "\r\n";
  }

  private String sdp() {
    String address = address();
    return String.join(
        "\r\n",
        "v=0",
        "o=call-api 1 1 " + address,
        "s=-",
        "c=" + address,
        "t=0 0",
        "m=audio 9 RTP/AVP 0",
        "a=rtpmap:0 PCMU/8000",
        "a=inactive",
        "");
  }

  /** An address that is not 0.0.0.0, which means hold to old phones; nothing is sent to it. */
  private String address() {
    String host = proxy.host();
    if (host.startsWith("[")) {
      return "IN IP6 " + host.substring(1, host.length() - 1);
    }
    return "IN IP4 " + (host.matches("[0-9.]+") ? host : "127.0.0.1");
  }
}
