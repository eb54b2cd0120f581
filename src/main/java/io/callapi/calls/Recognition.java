package io.callapi.calls;

import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.sip.UriComparison;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether a dialog is the call that a phone was asked for, by what the proxy keeps of it. */
public final class Recognition {

  /** By what it is recognised, the surest first. */
  enum Evidence {
    /** The proxy has kept the dialog in which the REFER was sent, or the mark of the REFER. */
    TRANSFER_OF,
    /** The phone that was asked has placed it, to the user it was asked for. */
    CONTACT,
    /** It is between the parties that were named. */
    PARTIES
  }

  private Recognition() {}

  /** Whether a dialog is, by its parties, a call that an expectation speaks of. */
  public static boolean fits(Expectation expected, Dialog dialog) {
    return recognise(expected, dialog).isPresent();
  }

  /** Whether the parties fit; whether it is new is another matter. */
  static Optional<Evidence> recognise(Expectation expected, Dialog dialog) {
    if (dialog.ours() || dialog.callId().equals(expected.old().callId())) {
      return Optional.empty();
    }
    DialogId old = expected.old().id();
    DialogId transferOf = dialog.transferOf();
    if (transferOf != null && old != null) {
      return transferOf.equals(old) ? Optional.of(Evidence.TRANSFER_OF) : Optional.empty();
    }
    String mark = dialog.referMark();
    if (!mark.isEmpty()) {
      return mark.equals(expected.mark()) ? Optional.of(Evidence.TRANSFER_OF) : Optional.empty();
    }
    return byParties(expected, dialog);
  }

  private static Optional<Evidence> byParties(Expectation expected, Dialog dialog) {
    String callee = dialog.callee().uri();
    if (callee == null) {
      return Optional.empty();
    }
    if (isSameContact(expected.transferor().contact(), dialog.caller().contact())
        && UriComparison.haveSameTarget(callee, expected.target())) {
      return Optional.of(Evidence.CONTACT);
    }
    return UriComparison.areEqual(callee, expected.target())
            && isSameParty(dialog.caller().uri(), expected.transferor().uri())
        ? Optional.of(Evidence.PARTIES)
        : Optional.empty();
  }

  private static boolean isSameParty(@Nullable String one, @Nullable String other) {
    return one != null && other != null && UriComparison.areEqual(one, other);
  }

  private static boolean isSameContact(String asked, String calling) {
    return !asked.isEmpty() && !calling.isEmpty() && UriComparison.haveSameTarget(asked, calling);
  }
}
