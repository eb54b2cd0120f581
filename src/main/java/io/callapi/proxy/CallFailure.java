package io.callapi.proxy;

/** An operation on a call was refused or did not end well; expected, so it carries no trace. */
public final class CallFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Cause cause;

  public CallFailure(Cause cause) {
    super(cause.text(), null, false, false);
    this.cause = cause;
  }

  /** Who said no, and why. */
  public Cause reason() {
    return cause;
  }

  /** True if the proxy does not know the call. */
  public boolean isCallUnknown() {
    return isRefusal(404);
  }

  /** True if the proxy knows the call, but may not act on it: another one that shares it may. */
  public boolean isLeftToAnotherProxy() {
    return isRefusal(403);
  }

  private boolean isRefusal(int expected) {
    Integer code = cause.code();
    return cause.source() == Cause.Source.MI && code != null && code == expected;
  }

  /** The cause of any failure: its own, or "internal" for one that nobody foresaw. */
  public static Cause causeOf(Throwable failure) {
    return failure instanceof CallFailure known ? known.reason() : Cause.internal("Internal error");
  }
}
