package io.callapi.call.transfer;

import io.callapi.calls.Expectation;
import io.callapi.command.Step;
import io.callapi.command.Timeouts;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command wants of a REFER: whom it refers where, what it tells its client as that goes on,
 * and what it does at the end. A plan is a record of the command's parameters and of what it has
 * found out before.
 */
public interface TransferPlan {

  /** The REFER. */
  ProxyRequest<?> refer();

  /** How long the new call may ring; null if the client does not say. */
  @Nullable Timeouts timeouts();

  /** By what the new call is recognised. */
  Expectation expectation();

  /** Tells that the phone has agreed. */
  Step tellAgreed(Step step);

  /** Tells that the phone has placed the new call. */
  Step tellPlaced(Step step, NewCall call);

  /** Tells that the new call goes on; the status is provisional (RFC 3261, section 7.2). */
  Step tellPending(Step step, NewCall call, SipStatus status);

  /**
   * The destination has answered.
   *
   * @param surplus further calls that the phone has placed because the REFER has reached it twice
   */
  Step succeeded(NewCall call, Set<CallId> surplus);

  /**
   * No call has come about.
   *
   * @param placed the calls that the phone may still have up: they are to be released
   */
  Step failed(Cause cause, Set<CallId> placed);

  /** Whether the transfer comes to nothing if that call ends before the new one is there. */
  default boolean isEndedBy(CallId call) {
    return call.equals(oldCall());
  }

  /** Whether the new call takes the place of another one, which ends by that (RFC 3891). */
  default boolean replacesACall() {
    return false;
  }

  /** The call in which the REFER is sent. */
  default CallId oldCall() {
    return expectation().old().callId();
  }
}
