package io.callapi.call.model;

import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.sip.CallId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dialog of the model.
 *
 * @param kind whose it is
 * @param transferOf the dialog in which its phone was referred
 * @param answered whether it was ever answered
 */
record ModelDialog(
    String id,
    String call,
    CallState state,
    Kind kind,
    @Nullable String transferOf,
    boolean answered) {

  enum Kind {
    SETUP,
    OLD,
    NEW,
    OF_OTHERS
  }

  ModelDialog in(CallState other) {
    boolean now = other == CallState.ANSWERED || other == CallState.CONFIRMED;
    return new ModelDialog(id, call, other, kind, transferOf, answered || now);
  }

  boolean isUp() {
    return state != CallState.ENDED;
  }

  Dialog listed() {
    DialogLeg caller = new DialogLeg("sip:bob@example.com", "t1", "sip:bob@192.0.2.1");
    DialogLeg callee = new DialogLeg("sip:carol@example.com", "t2", "sip:carol@192.0.2.2");
    return new Dialog(
        new DialogId(id),
        new CallId(call),
        state,
        caller,
        callee,
        List.of(),
        transferOf == null ? null : new DialogId(transferOf),
        "",
        kind == Kind.SETUP);
  }
}
