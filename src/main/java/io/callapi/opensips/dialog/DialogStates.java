package io.callapi.opensips.dialog;

import io.callapi.proxy.CallState;
import java.util.List;
import java.util.Optional;

/** The states of a dialog by the numbers that the module dialog gives them, 1 to 5. */
public final class DialogStates {

  private static final List<CallState> BY_NUMBER =
      List.of(
          CallState.STARTED,
          CallState.RINGING,
          CallState.ANSWERED,
          CallState.CONFIRMED,
          CallState.ENDED);

  private DialogStates() {}

  /** The state with that number; empty if there is none. */
  public static Optional<CallState> of(int number) {
    return number >= 1 && number <= BY_NUMBER.size()
        ? Optional.of(BY_NUMBER.get(number - 1))
        : Optional.empty();
  }
}
