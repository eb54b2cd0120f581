package io.callapi.sip;

/**
 * What a proxy reports in the place of a URI, where that is no {@link SipUri}: {@code
 * tel:+12125550123}, a URI with headers, or one that breaks the rules.
 *
 * <p>It may hold any character: it is shown and compared, and never written into a SIP header.
 */
public record OtherUri(String value) implements Uri {

  /** The longest text kept, in characters. */
  public static final int MAX_LENGTH = 4096;

  /**
   * @throws IllegalArgumentException if it is empty, too long, or a SipUri
   */
  public OtherUri {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("must have 1 to " + MAX_LENGTH + " characters");
    }
    if (SipUri.faultIn(value) == null) {
      throw new IllegalArgumentException("must be a SipUri, for it is one: " + value);
    }
  }

  @Override
  public String parameter(String name) {
    return UriParts.of(value).parameter(name);
  }

  @Override
  public Uri without(String parameter) {
    String rest = UriParts.of(value).without(parameter);
    return rest.isEmpty() || rest.equals(value) ? this : Uri.reported(rest);
  }

  @Override
  public String toString() {
    return value;
  }
}
