package io.callapi.call.hold;

import io.callapi.command.Deadline;
import io.callapi.command.Step;
import io.callapi.proxy.Cause;

/** A phone has refused, perhaps only because it has just asked for something itself. */
record Pausing(HoldPlan plan, Legs legs, int tries) implements HoldPhase {

  @Override
  public Step onDue(Deadline deadline) {
    return switch (deadline) {
      case GLARE -> Reverting.thenAgain(plan, legs, tries);
      case HOLD -> Reverting.thenFail(plan, legs, Changing.NO_ANSWER);
      default -> Step.to(this);
    };
  }

  @Override
  public Step onCancelled(Cause cause) {
    return Reverting.thenFail(plan, legs, cause);
  }
}
