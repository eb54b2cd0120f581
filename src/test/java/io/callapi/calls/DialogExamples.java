package io.callapi.calls;

import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.sip.CallId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dialogs among alice, bob and carol. */
final class DialogExamples {

  static final CallId OLD = new CallId("old@example.com");
  static final CallId NEW = new CallId("new@example.com");
  static final DialogLeg ALICE = leg("alice");
  static final DialogLeg BOB = leg("bob");
  static final DialogLeg CAROL = leg("carol");

  /** Bob, called by alice, is asked to call carol. */
  static final Expectation BOB_CALLS_CAROL =
      new Expectation(talk(OLD, ALICE, BOB).ref(), BOB, "sip:carol@example.com", null, "");

  private DialogExamples() {}

  static DialogLeg leg(String user) {
    return new DialogLeg(
        "sip:" + user + "@example.com", user + "-tag", "sip:" + user + "@192.0.2.1:5062");
  }

  /** The one dialog of a Call-ID, confirmed. */
  static Dialog talk(CallId callId, DialogLeg caller, DialogLeg callee) {
    return dialog(callId, idOf(callId), caller, callee);
  }

  static Dialog dialog(CallId callId, DialogId id, DialogLeg caller, DialogLeg callee) {
    return new Dialog(id, callId, CallState.CONFIRMED, caller, callee, List.of(), null, "", false);
  }

  /** The same, placed because of a REFER in another dialog. */
  static Dialog comingOf(@Nullable DialogId transferOf, Dialog dialog) {
    return new Dialog(
        dialog.id(),
        dialog.callId(),
        dialog.state(),
        dialog.caller(),
        dialog.callee(),
        List.of(),
        transferOf,
        dialog.referMark(),
        dialog.ours());
  }

  /** A set-up dialog of this program. */
  static Dialog setup(CallId callId) {
    return new Dialog(
        idOf(callId), callId, CallState.CONFIRMED, CAROL, ALICE, List.of(), null, "", true);
  }

  /** The same with further phones that were called. */
  static Dialog forked(Dialog dialog, DialogLeg... forks) {
    return new Dialog(
        dialog.id(),
        dialog.callId(),
        dialog.state(),
        dialog.caller(),
        dialog.callee(),
        List.of(forks),
        dialog.transferOf(),
        dialog.referMark(),
        dialog.ours());
  }

  /** The same with the mark of a CallStart. */
  static Dialog marked(String mark, Dialog dialog) {
    return new Dialog(
        dialog.id(),
        dialog.callId(),
        dialog.state(),
        dialog.caller(),
        dialog.callee(),
        List.of(),
        null,
        mark,
        false);
  }

  static DialogId idOf(CallId callId) {
    return new DialogId(callId.value().replace("@example.com", ".1"));
  }

  static DialogChanged event(CallId callId, CallState state) {
    return new DialogChanged(callId, idOf(callId), state, "");
  }
}
