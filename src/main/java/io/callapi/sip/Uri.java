package io.callapi.sip;

/**
 * A URI of a party to a call, as the proxy reports it: kept as it is, whatever it is.
 *
 * <p>Only a {@link SipUri} may be written into a SIP header; any other text is an {@link OtherUri},
 * fit to be shown and compared. Two are equal if their texts are.
 */
public sealed interface Uri permits SipUri, OtherUri {

  /** The parameter by which the module callops follows the new call of a transfer. */
  String OSID_MARK = "osid";

  /** The parameter by which this program recognises what it has asked a phone to call. */
  String OWN_MARK = "call-api";

  /** The text. */
  String value();

  /** The value of a parameter, by name in any case; empty if there is none, or it has no value. */
  String parameter(String name);

  /** This URI without the named parameter; itself if it has none of that name. */
  Uri without(String parameter);

  /** This URI without what proxies and this program add to follow calls; itself if it has none. */
  default Uri withoutMarks() {
    return without(OSID_MARK).without(OWN_MARK);
  }

  /**
   * What the proxy reports, as it is.
   *
   * @throws IllegalArgumentException if it is empty or longer than {@link OtherUri#MAX_LENGTH}
   */
  static Uri reported(String text) {
    return SipUri.faultIn(text) == null ? new SipUri(text) : new OtherUri(text);
  }
}
