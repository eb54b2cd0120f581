package io.callapi.opensips.recipe;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;

/** Why a request has failed, in the words of the port. */
final class MiFailures {

  static final int NOT_FOUND = 404;
  static final int REQUEST_TIMEOUT = 408;
  static final int NOTHING_HELD_OR_ALL = 480;

  private static final int FORBIDDEN = 403;
  private static final int PENDING = 491;

  /** Module dialog with a cluster: {@code Node is backup for requested dialog}. */
  private static final String BACKUP = "Node is backup";

  private MiFailures() {}

  /** A failed future with the failure as it concerns whoever has asked. */
  static <T> Future<T> translated(Throwable failure) {
    if (failure instanceof MiException refusal) {
      return failed(reasonOf(refusal), Cause.mi(refusal.code(), refusal.reason()));
    }
    return failure instanceof NoReplyException
        ? failed(Reason.NO_REPLY, Cause.timeout(String.valueOf(failure.getMessage())))
        : Future.failedFuture(failure);
  }

  private static Reason reasonOf(MiException refusal) {
    return switch (refusal.code()) {
      case NOT_FOUND -> Reason.CALL_UNKNOWN;
      case PENDING -> Reason.REQUEST_PENDING;
      case FORBIDDEN ->
          refusal.reason().startsWith(BACKUP) ? Reason.NOT_IN_CHARGE : Reason.NOT_POSSIBLE;
      default -> Reason.NOT_POSSIBLE;
    };
  }

  static <T> Future<T> failed(Reason reason, Cause cause) {
    return Future.failedFuture(new CallFailure(reason, cause));
  }

  /** The proxy, or a list of its dialogs, does not show the call. */
  static <T> Future<T> unknownCall() {
    return failed(Reason.CALL_UNKNOWN, Cause.mi(NOT_FOUND, "Dialog not found"));
  }

  /** The phone's final answer was no. */
  static <T> Future<T> refused(SipStatus status) {
    return failed(Reason.REFUSED, Cause.sip(status));
  }
}
