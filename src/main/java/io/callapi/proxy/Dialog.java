package io.callapi.proxy;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dialog as the proxy lists it. URIs are kept as the proxy reports them, without the marks that
 * are put into them for transfers.
 *
 * @param callee the phone that has answered, or else the first that was called
 * @param forks the further phones that were called by the same INVITE (RFC 3261, section 13.2.2.4);
 *     one that has a contact has answered, and is not the callee
 * @param transferOf the dialog whose phone was asked to place this one; null if that is not known
 * @param referMark the mark of the REFER that this one comes of, see {@link ProxyRequest.Refer};
 *     empty if it comes of none, or of one without
 * @param ours true if this program plays the caller in it: the set-up dialog of a click-to-dial
 */
public record Dialog(
    DialogId id,
    CallId callId,
    CallState state,
    DialogLeg caller,
    DialogLeg callee,
    List<DialogLeg> forks,
    @Nullable DialogId transferOf,
    String referMark,
    boolean ours) {

  public Dialog {
    forks = List.copyOf(forks);
  }

  public DialogRef ref() {
    return new DialogRef(callId, id);
  }

  public DialogLeg leg(Leg leg) {
    return leg == Leg.CALLER ? caller : callee;
  }

  /** The same dialog in another state. */
  public Dialog in(CallState other) {
    return new Dialog(id, callId, other, caller, callee, forks, transferOf, referMark, ours);
  }

  public boolean isUp() {
    return state != CallState.ENDED;
  }
}
