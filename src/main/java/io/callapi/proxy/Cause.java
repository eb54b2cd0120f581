package io.callapi.proxy;

import io.callapi.sip.SipStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, for programs and for people.
 *
 * @param code the SIP status or the proxy's own error code; null where there is none
 */
public record Cause(Source source, @Nullable Integer code, String reason) {

  /** Who said no. */
  public enum Source {
    /** A SIP response, of a phone or of the proxy. */
    SIP,
    /** The proxy's management interface refused the request. */
    MI,
    /** A deadline has passed. */
    TIMEOUT,
    /** The proxy cannot be reached, or has lost its calls. */
    PROXY,
    /** The client asked for it: it cancelled, or it has gone. */
    CLIENT,
    /** A defect of this program. */
    INTERNAL;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Cause sip(SipStatus status) {
    return new Cause(Source.SIP, status.code(), status.reason());
  }

  public static Cause sip(int code, String reason) {
    return new Cause(Source.SIP, code, reason);
  }

  public static Cause mi(int code, String reason) {
    return new Cause(Source.MI, code, reason);
  }

  public static Cause timeout(String reason) {
    return new Cause(Source.TIMEOUT, null, reason);
  }

  public static Cause proxy(String reason) {
    return new Cause(Source.PROXY, null, reason);
  }

  public static Cause client(String reason) {
    return new Cause(Source.CLIENT, null, reason);
  }

  public static Cause internal(String reason) {
    return new Cause(Source.INTERNAL, null, reason);
  }

  /** One line for people: {@code 486 Busy Here}. */
  public String text() {
    return code == null ? reason : (code + " " + reason).strip();
  }
}
