package io.callapi.simulator;

import io.callapi.sip.SipUri;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a REFER asks to call, and in whose place. */
record ReferTarget(SipUri uri, Optional<Replaces> replaces) {

  private static final Pattern HEADER =
      Pattern.compile("(?im)^Refer-To:\\s*<?([^>?\\s]+)(?:\\?Replaces=([^>&\\s]+))?[^>]*>?\\s*$");
  private static final Pattern OSID = Pattern.compile(";osid=([^;>?]+)");

  /** Reads the Refer-To among the headers; empty if there is none that a phone could follow. */
  static Optional<ReferTarget> parse(String headers) {
    Matcher matcher = HEADER.matcher(headers);
    if (!matcher.find()) {
      return Optional.empty();
    }
    Optional<Replaces> replaces = Optional.ofNullable(matcher.group(2)).map(Replaces::parse);
    try {
      return Optional.of(new ReferTarget(new SipUri(matcher.group(1)), replaces));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** The dialog that the proxy wants the new call to be matched with. */
  Optional<String> originalDialogId() {
    Matcher matcher = OSID.matcher(uri.value());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  ReferTarget withoutReplaces() {
    return new ReferTarget(uri, Optional.empty());
  }
}
