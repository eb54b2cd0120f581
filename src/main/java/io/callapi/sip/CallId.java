package io.callapi.sip;

/**
 * The Call-ID of a dialog (RFC 3261, section 8.1.1.4): 1 to 256 printable ASCII characters.
 *
 * <p>Spaces, control characters and angle brackets are refused: the value is written into SIP
 * headers, where they would start another header or end a URI.
 */
public record CallId(String value) {

  /** The longest Call-ID accepted, in characters. */
  public static final int MAX_LENGTH = 256;

  /**
   * @throws IllegalArgumentException with a reason fit for the client
   */
  public CallId {
    HeaderText.requireSafe(value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
