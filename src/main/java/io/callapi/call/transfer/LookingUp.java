package io.callapi.call.transfer;

import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A call is looked up before anything is asked for: a command that finds nothing, or is cancelled,
 * has nothing to take back.
 */
public interface LookingUp extends Phase {

  /** What is told of a call that is not there. */
  Cause UNKNOWN = Cause.mi(404, "Dialog not found");

  /** What is told of the other call of an attended transfer. */
  Cause OTHER_UNKNOWN = Cause.mi(404, "Transfer dialog not found");

  /**
   * The dialog that people talk in, where several share a Call-ID: the one that has got furthest.
   */
  static Optional<Dialog> talking(List<Dialog> dialogs) {
    return dialogs.stream().filter(Dialog::isUp).max(Comparator.comparing(Dialog::state));
  }

  @Override
  default Step onNotLooked(CallId call, Refused failure) {
    return Step.fail(failure.cause());
  }

  @Override
  default Step onCancelled(Cause cause) {
    return Step.fail(cause);
  }
}
