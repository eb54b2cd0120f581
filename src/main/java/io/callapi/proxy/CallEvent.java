package io.callapi.proxy;

import io.callapi.bus.Address;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.Uri;
import org.jspecify.annotations.Nullable;

/** Something that happened to a call, as the proxy reports it. */
public sealed interface CallEvent {

  /**
   * {@code callapi.event.<Call-ID>}: what happens to one call; published inside the node only.
   *
   * <p>An event may be lost, come twice, late or out of order; nobody may be listening.
   */
  Address.Family<CallEvent, Void> ADDRESS =
      new Address.Family<>("callapi.event", CallEvent.class, Void.class);

  /** The call it happened to. */
  CallId callId();

  /** The dialog has reached a new state. */
  record CallStateChange(CallId callId, CallState state) implements CallEvent {}

  /** Contact with the proxy was lost, and now that it is back it does not know the call. */
  record CallLost(CallId callId) implements CallEvent {}

  /**
   * The proxy has answered a request about the call twice, or when nobody waited any more: it may
   * have been done twice, or late.
   */
  record RequestEcho(CallId callId) implements CallEvent {}

  /**
   * A transfer of the call goes on.
   *
   * @param newCallId the call that the transferred phone places; null where the proxy does not say
   * @param destination where the new call goes; null where the proxy does not say
   * @param status the SIP status that goes with the stage, null if there is none
   */
  record CallTransferChange(
      CallId callId,
      @Nullable CallId newCallId,
      @Nullable Uri destination,
      TransferStage stage,
      @Nullable SipStatus status)
      implements CallEvent {

    /** True if the phone has placed the new call, and it has not failed so far. */
    public boolean isOfCallThatIsUp() {
      return stage == TransferStage.START || stage == TransferStage.OK;
    }
  }

  /** Holding or resuming one leg goes on. */
  record CallHoldChange(CallId callId, Leg leg, HoldAction action, HoldStage stage)
      implements CallEvent {}

  /** How far a transfer is. */
  enum TransferStage {
    /** The transferred phone has placed the new call. */
    START,
    /** The phone says how the new call does (a NOTIFY of its REFER, RFC 3515). */
    NOTIFY,
    /** The destination has answered. */
    OK,
    /** The new call has failed. */
    FAILED
  }

  /** What is done to a leg. */
  enum HoldAction {
    HOLD,
    RESUME
  }

  /** How far that is. */
  enum HoldStage {
    START,
    OK,
    FAILED
  }
}
