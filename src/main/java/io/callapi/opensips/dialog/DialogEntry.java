package io.callapi.opensips.dialog;

import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.sip.CallId;
import io.callapi.sip.OtherUri;
import io.callapi.sip.Uri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One entry of {@code dlg_list}. */
final class DialogEntry {

  private final MiResult entry;
  private final OwnContact own;

  /**
   * @param own the Contact of the party that this program plays
   */
  DialogEntry(MiResult entry, OwnContact own) {
    this.entry = entry;
    this.own = own;
  }

  /** The id that the proxy gives it; empty if it gives none. */
  String id() {
    return entry.at("ID").text();
  }

  /** The dialog; empty if the entry is none, or has no Call-ID that could be said again. */
  Optional<Dialog> read() {
    Optional<CallState> state = DialogStates.of(entry.at("state").number(0));
    if (state.isEmpty() || id().isEmpty()) {
      return Optional.empty();
    }
    return callId(entry.at("callid").text()).map(callId -> read(callId, state.get()));
  }

  private Dialog read(CallId callId, CallState state) {
    String callerContact = entry.at("caller_contact").text();
    List<DialogLeg> callees = calleesByAnswer();
    return new Dialog(
        new DialogId(id()),
        callId,
        state,
        new DialogLeg(uri("from_uri"), entry.at("caller_tag").text(), callerContact),
        callees.get(0),
        callees.stream().skip(1).toList(),
        transferOf(),
        mark(Uri.OWN_MARK),
        own.is(callerContact));
  }

  /** A leg has a contact from its 2xx on, not before: those that have answered come first. */
  private List<DialogLeg> calleesByAnswer() {
    List<DialogLeg> legs = new ArrayList<>();
    List<DialogLeg> all = entry.at("CALLEES").items().stream().map(this::callee).toList();
    all.stream().filter(leg -> !leg.contact().isEmpty()).forEach(legs::add);
    all.stream().filter(leg -> leg.contact().isEmpty()).forEach(legs::add);
    return legs.isEmpty() ? List.of(new DialogLeg(uri("to_uri"), "", "")) : legs;
  }

  private DialogLeg callee(MiResult leg) {
    return new DialogLeg(
        uri("to_uri"), leg.at("callee_tag").text(), leg.at("callee_contact").text());
  }

  private @Nullable String uri(String name) {
    return reported(name).map(uri -> uri.withoutMarks().value()).orElse(null);
  }

  private @Nullable DialogId transferOf() {
    String id = mark(Uri.OSID_MARK);
    return id.isEmpty() ? null : new DialogId(id);
  }

  /**
   * A phone copies the address that it is referred to into To (RFC 3515). One in From is of an
   * earlier REFER, by which the phone that calls now was called itself: some keep that address.
   */
  private String mark(String name) {
    return reported("to_uri").map(uri -> uri.parameter(name)).orElse("");
  }

  private Optional<Uri> reported(String name) {
    String text = entry.at(name).text();
    return text.isEmpty() || text.length() > OtherUri.MAX_LENGTH
        ? Optional.empty()
        : Optional.of(Uri.reported(text));
  }

  private static Optional<CallId> callId(String text) {
    try {
      return Optional.of(new CallId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no text at all, or one that no request could name
    }
  }
}
