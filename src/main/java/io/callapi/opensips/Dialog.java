package io.callapi.opensips;

import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.Call;
import io.callapi.proxy.CallState;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.Uri;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dialog as dlg_list shows it.
 *
 * @param id OpenSIPS' own id of it ({@code 368.28667175})
 * @param transferOf that of the dialog whose phone was asked to place it; empty if there is none
 */
record Dialog(String id, Call call, String callerTag, String calleeTag, String transferOf) {

  /** Reads an entry; empty if it is not a dialog, or one that is over. */
  static Optional<Dialog> of(MiResult entry) {
    Optional<CallState> state = DialogStates.of(entry.at("state").number(0));
    if (state.isEmpty() || state.get() == CallState.ENDED || entry.at("callid").text().isEmpty()) {
      return Optional.empty();
    }
    MiResult callee = entry.at("CALLEES").items().stream().findFirst().orElse(new MiResult(null));
    return callIdOf(entry.at("callid").text())
        .map(
            callId ->
                new Dialog(
                    entry.at("ID").text(),
                    call(callId, state.get(), entry),
                    entry.at("caller_tag").text(),
                    callee.at("callee_tag").text(),
                    mark(entry)));
  }

  private static Call call(CallId callId, CallState state, MiResult entry) {
    int startedAt = entry.at("timestart").number(0);
    return new Call(
        callId,
        state,
        uri(entry.at("from_uri").text()),
        uri(entry.at("to_uri").text()),
        startedAt == 0 ? null : Instant.ofEpochSecond(startedAt));
  }

  private static String mark(MiResult entry) {
    return Stream.of("to_uri", "from_uri")
        .map(name -> entry.at(name).text())
        .flatMap(text -> parsed(text).stream())
        .map(uri -> uri.parameter(Uri.OSID_MARK))
        .filter(mark -> !mark.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The call, and of which other it is the transfer, by the Call-IDs of all dialogs. */
  Call call(Map<String, CallId> callIds) {
    return new Call(
        call.callId(),
        call.state(),
        call.caller(),
        call.callee(),
        call.startedAt(),
        callIds.get(transferOf));
  }

  String tag(Leg leg) {
    return leg == Leg.CALLER ? callerTag : calleeTag;
  }

  /** A Call-ID of the proxy; empty if it is one that this program would not say again. */
  static Optional<CallId> callIdOf(String text) {
    try {
      return Optional.of(new CallId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A URI of the proxy, without the marks that calls are followed by; null if there is none. */
  static @Nullable Uri uri(String text) {
    return parsed(text).map(Uri::withoutMarks).orElse(null);
  }

  private static Optional<Uri> parsed(String text) {
    try {
      return Optional.of(Uri.reported(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
