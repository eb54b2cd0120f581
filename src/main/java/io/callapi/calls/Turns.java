package io.callapi.calls;

import io.callapi.calls.CallsRequest.Admission;
import io.callapi.calls.CallsRequest.Enter;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.sip.CallId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who may act on a call: commands of one call in the order in which they came. A command with two
 * calls stands in both lines at once, so that no two commands wait for each other.
 */
final class Turns {

  private static final Set<Purpose> REFERRING = EnumSet.of(Purpose.START, Purpose.TRANSFER);

  private final TableTime time;
  private final CallTableSettings.Times limits;
  private final Listener listener;
  private final Lines lines = new Lines();
  private final Map<String, Turn> byCommand = new HashMap<>();

  /** Is told what the others have to know. */
  interface Listener {
    /** A command has come that ends the call. */
    void onEnding(CallId call, String byCmdId);

    /** A command has held its turn for too long, and has lost it. */
    void onDropped(String cmdId);
  }

  Turns(TableTime time, CallTableSettings.Times limits, Listener listener) {
    this.time = time;
    this.limits = limits;
    this.listener = listener;
  }

  /** Stands in line; the answer comes when it is the command's turn, or never will be. */
  void enter(Enter request, Consumer<Admission> answer) {
    leave(request.cmdId());
    Turn turn = new Turn(request, answer);
    if (request.purpose() == Purpose.START && isAnyTaken(turn)) {
      turn.answer(Admission.IN_USE);
    } else if (request.purpose() == Purpose.TRANSFER && isAnyReferring(turn)) {
      turn.answer(Admission.PENDING);
    } else {
      standInLine(turn);
    }
  }

  private boolean isAnyTaken(Turn turn) {
    return turn.calls().stream().anyMatch(this::isTaken);
  }

  private boolean isAnyReferring(Turn turn) {
    return turn.calls().stream()
        .flatMap(call -> lines.at(call).stream())
        .anyMatch(other -> REFERRING.contains(other.purpose()));
  }

  private void standInLine(Turn turn) {
    byCommand.put(turn.cmdId(), turn);
    lines.add(turn);
    turn.limit(time.after(limits.turnWait(), () -> refuse(turn, Admission.LATE)));
    if (turn.isEnding()) {
      cutShort(turn);
    }
    admitIfFirst(turn);
  }

  private void cutShort(Turn ending) {
    lines.beside(ending).stream()
        .filter(other -> !other.isHolding() && !other.isEnding())
        .forEach(other -> refuse(other, Admission.CUT_SHORT));
    ending.calls().forEach(call -> listener.onEnding(call, ending.cmdId()));
    ending.hurry(time.after(limits.endWait(), () -> goAhead(ending)));
  }

  private void goAhead(Turn ending) {
    ending.pressOn();
    admitIfFirst(ending);
  }

  private void admitIfFirst(Turn turn) {
    if (byCommand.get(turn.cmdId()) == turn
        && !turn.isHolding()
        && lines.before(turn).noneMatch(turn::waitsFor)) {
      turn.hold(time.after(limits.turnHold(), () -> drop(turn)));
      turn.answer(Admission.GRANTED);
    }
  }

  private void drop(Turn turn) {
    if (byCommand.get(turn.cmdId()) == turn) {
      leave(turn.cmdId());
      listener.onDropped(turn.cmdId());
    }
  }

  private void refuse(Turn turn, Admission why) {
    remove(turn);
    turn.answer(why);
  }

  /** The command has ended. */
  void leave(String cmdId) {
    Turn turn = byCommand.get(cmdId);
    if (turn != null) {
      refuse(turn, Admission.CUT_SHORT);
    }
  }

  private void remove(Turn turn) {
    if (!byCommand.remove(turn.cmdId(), turn)) {
      return;
    }
    turn.cancelTimers();
    List<Turn> behind = lines.beside(turn);
    lines.remove(turn);
    behind.forEach(this::admitIfFirst);
  }

  /** True if a command has, or waits for, a turn at the call. */
  boolean isTaken(CallId call) {
    return !lines.isEmpty(call);
  }

  /** True if a command has its turn that makes a call of that Call-ID. */
  boolean isStarting(CallId call) {
    return lines.at(call).stream().anyMatch(turn -> turn.purpose() == Purpose.START);
  }

  /** The command that waits for its turn to end the call; null if none does. */
  @Nullable String waitingToEnd(CallId call) {
    return lines.at(call).stream()
        .filter(turn -> turn.isEnding() && !turn.isHolding())
        .map(Turn::cmdId)
        .findFirst()
        .orElse(null);
  }

  int size() {
    return byCommand.size();
  }
}
