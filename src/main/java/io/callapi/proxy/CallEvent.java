package io.callapi.proxy;

import io.callapi.bus.Address;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.Uri;
import org.jspecify.annotations.Nullable;

/**
 * Something that the proxy reports of a call. A report is a hint: it may be lost, come twice, late
 * or out of order. What is true is the dialog.
 */
public sealed interface CallEvent {

  /**
   * {@code callapi.calls.event.<name of the proxy>} (publish): all that is reported, to the table
   * of calls; inside the node only.
   */
  Address.Family<CallEvent, Void> REPORTED =
      new Address.Family<>("callapi.calls.event", CallEvent.class, Void.class);

  CallId callId();

  /**
   * A dialog has reached a new state.
   *
   * @param calleeTag the tag of the phone that rings or has answered; empty if none is known
   */
  record DialogChanged(CallId callId, DialogId id, CallState state, String calleeTag)
      implements CallEvent {}

  /**
   * A transfer of the call goes on.
   *
   * @param newCallId the call that the proxy names as the new one, which may be that of an earlier
   *     transfer; null where it names none
   * @param destination where the new call goes; null where the proxy does not say
   * @param status the SIP status that goes with the stage, null if there is none
   */
  record TransferProgress(
      CallId callId,
      @Nullable CallId newCallId,
      @Nullable Uri destination,
      TransferStage stage,
      @Nullable SipStatus status)
      implements CallEvent {}

  /** Holding or resuming one leg goes on. */
  record HoldProgress(CallId callId, Leg leg, HoldAction action, HoldStage stage)
      implements CallEvent {}

  /**
   * The proxy has answered a request about the call twice, or when nobody waited any more: it may
   * have been done twice, or late.
   */
  record DuplicateReply(CallId callId) implements CallEvent {}

  /** How far a transfer is. */
  enum TransferStage {
    /** The referred phone has placed the new call. */
    START,
    /** The phone says how the new call does (a NOTIFY of its REFER, RFC 3515, section 2.4.4). */
    NOTIFY,
    /** The destination has answered. */
    OK,
    /** The new call has got a final failure; the phone may try again by itself. */
    FAILED
  }

  /** What is done to a leg. */
  enum HoldAction {
    HOLD,
    RESUME;

    public HoldAction opposite() {
      return this == HOLD ? RESUME : HOLD;
    }
  }

  /** How far that is. */
  enum HoldStage {
    START,
    OK,
    FAILED
  }
}
