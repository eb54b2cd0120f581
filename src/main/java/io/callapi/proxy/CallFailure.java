package io.callapi.proxy;

/**
 * An operation on a call was refused or did not end well; expected, so it carries no trace. What a
 * command does about it depends on the {@link Reason}; what a client is told is the {@link Cause}.
 */
public final class CallFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, in the words of telephony; the connector decides which it is. */
  public enum Reason {
    /** The proxy has no such call, or it is over. */
    CALL_UNKNOWN,
    /** The call is already as it was to be: on hold, or not on hold. */
    NOTHING_TO_CHANGE,
    /** Another request about the call is still under way (RFC 3261, section 21.4.26). */
    REQUEST_PENDING,
    /** A phone, or the proxy in its stead, has answered with a final SIP status. */
    REFUSED,
    /** Another proxy is in charge of this call at the moment. */
    NOT_IN_CHARGE,
    /** No reply came in time: it may have been done, or not. */
    NO_REPLY,
    /** The proxy cannot be reached, or has been restarted. */
    UNREACHABLE,
    /** The proxy refuses for a reason of its own. */
    NOT_POSSIBLE,
    /** A defect of this program. */
    DEFECT
  }

  private final Reason reason;
  private final transient Cause cause;

  public CallFailure(Reason reason, Cause cause) {
    super(cause.text(), null, false, false);
    this.reason = reason;
    this.cause = cause;
  }

  public Reason reason() {
    return reason;
  }

  /** What a client is told. */
  public Cause cause() {
    return cause;
  }

  public boolean is(Reason other) {
    return reason == other;
  }

  /** A failure as it is, or a defect for one that nobody foresaw. */
  public static CallFailure of(Throwable failure) {
    return failure instanceof CallFailure known
        ? known
        : new CallFailure(Reason.DEFECT, Cause.internal("Internal error"));
  }

  /** The cause of any failure: its own, or "internal" for one that nobody foresaw. */
  public static Cause causeOf(Throwable failure) {
    return of(failure).cause();
  }
}
