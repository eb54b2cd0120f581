package io.callapi.opensips.recipe;

import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogLeg;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a phone is to call, and in whose place.
 *
 * @param dialog the call that is replaced
 * @param reached the leg of it that is called
 */
record ReplacingTarget(Dialog dialog, Leg reached) {

  /** Names that never resolve (RFC 2606), such as anonymous.invalid (RFC 3323, section 4.1.1.3). */
  private static final String NOWHERE = ".invalid";

  /**
   * The URI of record, so that the call passes the proxy; else the contact (RFC 5589, section 7.1).
   */
  Optional<SipUri> address() {
    DialogLeg leg = dialog.leg(reached);
    return Stream.of(usable(leg.uri()), usable(leg.contact()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<SipUri> usable(@Nullable String uri) {
    try {
      return Optional.ofNullable(uri).map(SipUri::new).filter(ReplacingTarget::isSomewhere);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // tel:, or whatever else phones write there
    }
  }

  private static boolean isSomewhere(SipUri uri) {
    return !("." + uri.host().toLowerCase(Locale.ROOT)).endsWith(NOWHERE);
  }

  boolean hasTags() {
    return !dialog.leg(reached).tag().isEmpty() && !dialog.leg(reached.peer()).tag().isEmpty();
  }

  /** Why there is nobody to be called. */
  String problem() {
    String phone = "the " + reached.wireName() + " of " + dialog.callId();
    return hasTags()
        ? "No address is known at which " + phone + " can be called"
        : "No phone has answered the call " + dialog.callId();
  }

  /** The address with a Replaces header; its to-tag is that of the leg that is called. */
  String replacing(SipUri address) {
    String replaces =
        dialog.callId()
            + ";to-tag="
            + dialog.leg(reached).tag()
            + ";from-tag="
            + dialog.leg(reached.peer()).tag();
    return address + "?Replaces=" + URLEncoder.encode(replaces, StandardCharsets.UTF_8);
  }
}
