package io.callapi.simulator;

import io.callapi.sip.SipUri;

/** A simulated phone at an address; what it does depends on the user part. */
record Phone(SipUri uri) {

  private static final String HIDDEN = "sip:anonymous@anonymous.invalid";

  /** The phone behind a request URI, whatever the proxy has added to that. */
  static Phone at(SipUri requestUri) {
    return new Phone(requestUri.without("osid"));
  }

  PhoneBehaviour behaviour() {
    return PhoneBehaviour.of(uri.user());
  }

  String contact() {
    return uri.value();
  }

  /** Who it says it is when it calls. */
  String identity() {
    return behaviour() == PhoneBehaviour.ANONYMOUS ? HIDDEN : uri.value();
  }

  /** Whether no name server knows where the address is. */
  boolean isNowhere() {
    return uri.host().endsWith(".invalid");
  }

  /** A session description with one audio stream. */
  String sdp() {
    return """
        v=0
        o=%s 1000 2 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 0
        a=rtpmap:0 PCMU/8000
        """
        .formatted(uri.user().isEmpty() ? "-" : uri.user(), audioPort())
        .replace("\n", "\r\n");
  }

  private int audioPort() {
    return 20000 + uri.port() % 20000;
  }
}
