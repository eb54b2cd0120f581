package io.callapi.call.hold;

import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.HoldNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.CallCauses;
import io.callapi.command.Deadline;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;

/**
 * What all phases of holding and resuming do alike: without the call there is nothing left to do.
 */
interface HoldPhase extends Phase {

  HoldPlan plan();

  @Override
  default Step onState(StateNews news) {
    return news.isCallOver() ? Step.fail(CallCauses.CALL_OVER) : Step.to(this);
  }

  @Override
  default Step onLost(CallId call) {
    return Step.fail(CallCauses.LOST);
  }

  /** The call is about to end: whatever its legs are, they need not be put right. */
  @Override
  default Step onEnding(EndingNews news) {
    return Step.fail(CallCauses.CUT_SHORT);
  }

  /** The answer to a request of a phase before. */
  @Override
  default Step onDone(ProxyRequest<?> request) {
    return Step.to(this);
  }

  @Override
  default Step onFailed(ProxyRequest<?> request, Refused failure) {
    return Step.to(this);
  }

  /** What the other command of the call has brought about. */
  @Override
  default Step onHold(HoldNews news) {
    return Step.to(this);
  }

  @Override
  default Step onTransfer(TransferNews news) {
    return Step.to(this);
  }

  /** A wait of a phase before. */
  @Override
  default Step onDue(Deadline deadline) {
    return Step.to(this);
  }
}
