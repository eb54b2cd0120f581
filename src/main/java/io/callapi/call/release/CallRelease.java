package io.callapi.call.release;

import io.callapi.calls.Expectation;
import io.callapi.command.Step;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogRef;
import io.callapi.sip.CallId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command releases before it ends, and what it ends with.
 *
 * @param certain dialogs that are the command's to end
 * @param setup a Call-ID of which every dialog is the command's own; null if there is none
 * @param later a dialog that a phone ends by itself, unless it does not; null if there is none
 * @param suspects calls that are released only if they fit the expectation: a report that has named
 *     them is no proof
 * @param expectation what calls of this command look like; null if it has asked no phone for one
 * @param kept the call that has come of it and stays; null if none has
 * @param outcome null for a success
 */
public record CallRelease(
    List<DialogRef> certain,
    @Nullable CallId setup,
    @Nullable DialogRef later,
    Set<CallId> suspects,
    @Nullable Expectation expectation,
    @Nullable CallId kept,
    @Nullable Cause outcome) {

  public CallRelease {
    certain = List.copyOf(certain);
    suspects = Set.copyOf(suspects);
  }

  /** Releases a set-up dialog, and ends with that outcome. */
  public static CallRelease ofSetup(CallId setup, @Nullable Cause outcome) {
    return new CallRelease(
        List.of(DialogRef.of(setup)), setup, null, Set.of(), null, null, outcome);
  }

  /** Begins to release. */
  public Step begin() {
    return Releasing.begin(this);
  }
}
