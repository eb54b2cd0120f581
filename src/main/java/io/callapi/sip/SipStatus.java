package io.callapi.sip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIP status: code 100 to 699 and reason phrase (RFC 3261, section 7.2). */
public record SipStatus(int code, String reason) {

  private static final Pattern LINE = Pattern.compile("(?:SIP/2\\.0 )?([1-6][0-9]{2})(?: (.*))?");

  public SipStatus {
    if (code < 100 || code > 699) {
      throw new IllegalArgumentException("a SIP status code is 100 to 699, not " + code);
    }
  }

  /** Reads {@code 486 Busy Here}; empty if the text is not a status. */
  public static Optional<SipStatus> parse(String text) {
    Matcher matcher = LINE.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String reason = matcher.group(2);
    return Optional.of(
        new SipStatus(Integer.parseInt(matcher.group(1)), reason == null ? "" : reason));
  }

  public boolean isProvisional() {
    return code < 200;
  }

  public boolean isSuccess() {
    return code >= 200 && code < 300;
  }

  /** 300 and above: the request has failed; a redirection counts, for nobody follows it. */
  public boolean isFailure() {
    return code >= 300;
  }

  @Override
  public String toString() {
    return (code + " " + reason).strip();
  }
}
