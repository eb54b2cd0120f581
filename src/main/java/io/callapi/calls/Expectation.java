package io.callapi.calls;

import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.DialogRef;
import io.callapi.sip.CallId;
import org.jspecify.annotations.Nullable;

/**
 * The call that a phone is about to be asked for by a REFER, so that it can be told from all
 * others.
 *
 * <p>Only a call that is new since the expectation was announced can be it.
 *
 * @param old the dialog in which the REFER is sent
 * @param transferor the phone that is asked, as listed in that dialog
 * @param target the URI that it is asked to call, without parameters put in by this program
 * @param replaced the call whose place the new one takes; null without Replaces (RFC 3891)
 * @param mark what is put into the target, see {@link ReferMark}; empty for none
 */
public record Expectation(
    DialogRef old, DialogLeg transferor, String target, @Nullable CallId replaced, String mark) {

  /** The same, where the phone is known as it is listed. */
  Expectation of(DialogLeg listed) {
    return new Expectation(old, listed, target, replaced, mark);
  }
}
