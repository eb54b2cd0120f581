package io.callapi.opensips.recipe;

/**
 * An SDP offer of one audio stream that is inactive (RFC 3264, section 5.1), with the payloads that
 * phones commonly have: one that shares none of them answers 488.
 */
final class SilentOffer {

  private static final String[] LINES = {
    "m=audio 9 RTP/AVP 0 8 9 96 101",
    "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:8 PCMA/8000",
    "a=rtpmap:9 G722/8000",
    "a=rtpmap:96 opus/48000/2",
    "a=rtpmap:101 telephone-event/8000",
    "a=fmtp:101 0-15",
    "a=inactive",
    ""
  };

  private SilentOffer() {}

  /** The offer of a party at that host. */
  static String at(String host) {
    String address = address(host);
    String session =
        String.join("\r\n", "v=0", "o=call-api 1 1 " + address, "s=-", "c=" + address, "t=0 0", "");
    return session + String.join("\r\n", LINES);
  }

  /** Never 0.0.0.0, which means hold to old phones; nothing is sent to the address. */
  private static String address(String host) {
    if (host.startsWith("[")) {
      return "IN IP6 " + host.substring(1, host.length() - 1);
    }
    return "IN IP4 " + (host.matches("[0-9.]+") && !host.equals("0.0.0.0") ? host : "127.0.0.1");
  }
}
