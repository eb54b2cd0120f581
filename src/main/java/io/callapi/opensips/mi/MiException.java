package io.callapi.opensips.mi;

/** OpenSIPS refuses a management command; expected, so it carries no trace. */
public final class MiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** JSON-RPC 2.0: OpenSIPS does not know the command, its module is not loaded. */
  public static final int METHOD_NOT_FOUND = -32601;

  /** OpenSIPS cannot answer; mostly the answer is too long for the transport. */
  public static final int INTERNAL_ERROR = 500;

  /** What answered at the address of the management interface is none, or lets nobody in. */
  public static final int BAD_GATEWAY = 502;

  private final int code;
  private final String reason;
  private final boolean afterRepeat;

  public MiException(int code, String reason) {
    this(code, reason, false);
  }

  private MiException(int code, String reason, boolean afterRepeat) {
    super(code + " " + reason, null, false, false);
    this.code = code;
    this.reason = reason;
    this.afterRepeat = afterRepeat;
  }

  /** The same, of a request that was sent more than once: it may refuse what it has just done. */
  public MiException afterRepeat() {
    return new MiException(code, reason, true);
  }

  /** True if the request was sent more than once: it may refuse what it has just done. */
  public boolean isAfterRepeat() {
    return afterRepeat;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
