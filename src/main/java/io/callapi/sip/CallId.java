package io.callapi.sip;

/**
 * The Call-ID of a dialog (RFC 3261, section 8.1.1.4): 1 to 256 printable ASCII characters.
 *
 * <p>All characters of a {@code word} (section 25.1) may be in it, angle brackets and quotes too,
 * and others that phones use. Spaces and control characters are refused, for they would start
 * another header. Inside a URI or a quoted text it has to be escaped.
 */
public record CallId(String value) {

  /** The longest Call-ID accepted, in characters. */
  public static final int MAX_LENGTH = 256;

  /**
   * @throws IllegalArgumentException with a reason fit for the client
   */
  public CallId {
    HeaderText.requireSafe(value, MAX_LENGTH, "");
  }

  /**
   * One that a client has chosen for a call of its own: without angle brackets, for it is written
   * into the headers of the first request as it is.
   *
   * @throws IllegalArgumentException with a reason fit for the client
   */
  public static CallId chosen(String text) {
    HeaderText.requireSafe(text, MAX_LENGTH, "<>");
    return new CallId(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
