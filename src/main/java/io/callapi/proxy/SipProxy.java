package io.callapi.proxy;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import java.util.List;

/**
 * A SIP proxy that can be asked to act on calls.
 *
 * <p>Every operation ends: with success, or with a {@link CallFailure} that names the cause, within
 * the deadline of the connector. A proxy that does not know the call answers 404 with source {@code
 * mi}. What happens afterwards comes as {@link CallEvent}s, which may arrive before the answer.
 */
public interface SipProxy {

  /**
   * Calls a phone in the name of another party, with no media, and waits for its answer.
   *
   * @param callId the Call-ID that the dialog gets
   * @param target the phone to call
   * @param shownAs the party that the phone shows as calling
   * @return succeeds when the phone has answered; fails with its final SIP status
   */
  Future<Void> placeLeg(CallId callId, SipUri target, SipUri shownAs);

  /** Stops a {@link #placeLeg} whose phone has not answered yet; that fails with 487. */
  Future<Void> cancelLeg(CallId callId);

  /**
   * Asks the phone of one leg to call somebody else instead (REFER, RFC 3515).
   *
   * @return succeeds when the phone has agreed, or, on a proxy that cannot say, when it was asked
   */
  Future<Void> refer(CallId callId, Leg leg, SipUri destination);

  /**
   * Asks the phone of one leg to take a place in another call (REFER with Replaces, RFC 3891).
   *
   * @param peerLeg the leg of the other call that is to be reached; its peer is replaced
   */
  Future<Void> replace(CallId callId, Leg leg, CallId peerCallId, Leg peerLeg);

  /** Puts both legs on hold (re-INVITE, RFC 3264, section 8.4); succeeds when that has begun. */
  Future<Void> hold(CallId callId);

  /** Takes the legs off hold; succeeds when that has begun. */
  Future<Void> resume(CallId callId);

  /** Ends the call, or cancels it if it is not answered yet; succeeds when that has begun. */
  Future<Void> end(CallId callId);

  /** Reads one call; fails with 404 if the proxy does not know it or it is over. */
  Future<Call> lookUp(CallId callId);

  /** Reads all calls that are not over. */
  Future<List<Call>> calls();
}
