package io.callapi.opensips.dialog;

import io.callapi.sip.SipUri;
import java.util.Locale;

/**
 * The Contact of the party that this program plays in the set-up dialog of a click-to-dial.
 *
 * @param proxy the SIP URI of the proxy, to which requests for that party are to go
 */
public record OwnContact(SipUri proxy) {

  private static final String USER = "call-api";

  /**
   * As it is written into an INVITE to that phone: {@code sips} to a {@code sips} URI (RFC 3261,
   * section 8.1.1.8).
   */
  public SipUri towards(SipUri phone) {
    return new SipUri((phone.isSecure() ? "sips:" : "sip:") + address());
  }

  /** Whether it is that Contact, of either scheme. */
  boolean is(String contact) {
    String text = contact.toLowerCase(Locale.ROOT);
    String address = address().toLowerCase(Locale.ROOT);
    return text.equals("sip:" + address) || text.equals("sips:" + address);
  }

  private String address() {
    return USER + "@" + proxy.host() + ":" + proxy.port();
  }
}
