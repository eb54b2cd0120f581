package io.callapi.call.transfer;

import io.callapi.sip.SipStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said to be wrong with a new call. It is a cause for the case that the call has failed,
 * not a proof that it has.
 *
 * @param status null if nothing was said
 * @param isFinal whether the phone itself has said it (NOTIFY), so that it does not try again
 * @param passedOn what the proxy has passed on; null if nothing
 */
public record NamedFailure(
    @Nullable SipStatus status, boolean isFinal, @Nullable SipStatus passedOn) {

  public static final NamedFailure NONE = new NamedFailure(null, false, null);

  /**
   * Answers after which a phone calls again by itself: with credentials (RFC 3261, section 22.2),
   * at another address (8.1.3.4), or with a request that was mended (8.1.3.5; RFC 4028, 3329).
   */
  private static final Set<Integer> TRIED_AGAIN =
      Set.of(
          401, 407, 413, 415, 416, 417, 420, 421, 422, 423, 428, 429, 436, 437, 438, 470, 491, 494);

  private static final int REDIRECTION = 300;
  private static final int REQUEST_FAILURE = 400;
  private static final int SERVICE_UNAVAILABLE = 503;

  /** The proxy has passed on this answer; what the phone says counts more. */
  NamedFailure byProxy(SipStatus other) {
    return new NamedFailure(isFinal ? status : other, isFinal, other);
  }

  /** The phone names this as the outcome. */
  NamedFailure byPhone(SipStatus other) {
    return new NamedFailure(other, true, passedOn);
  }

  /** Both have said the same: there is nothing more to wait for. */
  boolean isCertain() {
    return isFinal && status != null && status.equals(passedOn);
  }

  /** Whether the phone may call again after it. */
  boolean mayBeTriedAgain() {
    if (isFinal) {
      return false;
    }
    if (status == null) {
      return true;
    }
    int code = status.code();
    return TRIED_AGAIN.contains(code)
        || code == SERVICE_UNAVAILABLE
        || (code >= REDIRECTION && code < REQUEST_FAILURE);
  }
}
