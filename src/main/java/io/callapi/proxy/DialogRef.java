package io.callapi.proxy;

import io.callapi.sip.CallId;
import org.jspecify.annotations.Nullable;

/**
 * Addresses a dialog for a request.
 *
 * @param id null as long as it is not known: then the Call-ID alone has to do
 */
public record DialogRef(CallId callId, @Nullable DialogId id) {

  /** Any dialog of a Call-ID. */
  public static DialogRef of(CallId callId) {
    return new DialogRef(callId, null);
  }

  /** True if an event about that dialog is about this one. */
  public boolean covers(CallId otherCallId, DialogId otherId) {
    return callId.equals(otherCallId) && (id == null || id.equals(otherId));
  }
}
