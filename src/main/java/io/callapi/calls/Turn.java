package io.callapi.calls;

import io.callapi.calls.CallsRequest.Admission;
import io.callapi.calls.CallsRequest.Enter;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.calls.TableTime.Later;
import io.callapi.sip.CallId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The place of one command in the lines of its calls. Changed by {@link Turns} alone. */
final class Turn {

  private final String cmdId;
  private final List<CallId> calls;
  private final Purpose purpose;
  private @Nullable Consumer<Admission> answer;
  private @Nullable Later limit;
  private @Nullable Later hurry;
  private boolean holding;
  private boolean pressing;

  Turn(Enter request, Consumer<Admission> answer) {
    this.cmdId = request.cmdId();
    this.calls = request.calls().stream().distinct().toList();
    this.purpose = request.purpose();
    this.answer = answer;
  }

  String cmdId() {
    return cmdId;
  }

  List<CallId> calls() {
    return calls;
  }

  Purpose purpose() {
    return purpose;
  }

  boolean isEnding() {
    return purpose == Purpose.END;
  }

  /** True if it is this command's turn. */
  boolean isHolding() {
    return holding;
  }

  /** Whether one that came before keeps this one waiting. */
  boolean waitsFor(Turn before) {
    return !isEnding() || before.isEnding() || !pressing;
  }

  /** It waits no longer for those that run. */
  void pressOn() {
    pressing = true;
  }

  void limit(Later timer) {
    limit = timer;
  }

  void hurry(Later timer) {
    hurry = timer;
  }

  void hold(Later newLimit) {
    cancelTimers();
    holding = true;
    limit = newLimit;
  }

  /** Answers the command, once. */
  void answer(Admission admission) {
    Consumer<Admission> waiting = answer;
    answer = null;
    if (waiting != null) {
      waiting.accept(admission);
    }
  }

  void cancelTimers() {
    if (limit != null) {
      limit.cancel();
    }
    if (hurry != null) {
      hurry.cancel();
    }
  }
}
