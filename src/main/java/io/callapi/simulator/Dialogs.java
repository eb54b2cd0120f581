package io.callapi.simulator;

import io.callapi.sip.Leg;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The dialog table of the simulated proxy; tells subscribers about every change of state. */
final class Dialogs {

  static final String STATE_CHANGED = "E_DLG_STATE_CHANGED";

  // In the order of OpenSIPS, which walks its hash table.
  private final NavigableSet<SimulatedDialog> table =
      new TreeSet<>(
          Comparator.comparing((SimulatedDialog dialog) -> dialog.id.entry())
              .thenComparing(dialog -> dialog.id.number()));
  private final Map<String, SimulatedDialog> byId = new HashMap<>();
  private final Map<String, Deque<SimulatedDialog>> latestFirstByCallId = new HashMap<>();
  private final EventSink events;
  private final Worker worker;
  private final Duration linger;
  private final Clock clock;
  private long nextNumber;
  private int processed;
  private int failed;

  Dialogs(EventSink events, Worker worker, Duration linger, Clock clock, long firstNumber) {
    this.events = events;
    this.worker = worker;
    this.linger = linger;
    this.clock = clock;
    this.nextNumber = firstNumber;
  }

  SimulatedDialog create(Calls.Request request, Phone callee) {
    DialogId id = DialogId.of(request.callId(), nextNumber++);
    SimulatedDialog dialog = new SimulatedDialog(id, request, callee);
    table.add(dialog);
    byId.put(id.toString(), dialog);
    latestFirstByCallId.computeIfAbsent(dialog.callId, callId -> new ArrayDeque<>()).push(dialog);
    processed++;
    return dialog;
  }

  /** All of them in the order of the table, those that ended lately included. */
  List<SimulatedDialog> all() {
    return List.copyOf(table);
  }

  /** The latest dialog with that Call-ID, a living one rather than an ended one. */
  Optional<SimulatedDialog> byCallId(String callId) {
    return aliveByCallId(callId).or(() -> latestFirst(callId).stream().findFirst());
  }

  Optional<SimulatedDialog> aliveByCallId(String callId) {
    return latestFirst(callId).stream().filter(SimulatedDialog::isAlive).findFirst();
  }

  private Deque<SimulatedDialog> latestFirst(String callId) {
    return latestFirstByCallId.getOrDefault(callId, new ArrayDeque<>());
  }

  Optional<SimulatedDialog> aliveById(String id) {
    return Optional.ofNullable(byId.get(id)).filter(SimulatedDialog::isAlive);
  }

  /** By dialog id or by Call-ID, as most dialog commands accept either. */
  Optional<SimulatedDialog> aliveByEither(String idOrCallId) {
    return aliveById(idOrCallId).or(() -> aliveByCallId(idOrCallId));
  }

  Stream<SimulatedDialog> alive() {
    return table.stream().filter(SimulatedDialog::isAlive);
  }

  int processed() {
    return processed;
  }

  int failed() {
    return failed;
  }

  void move(SimulatedDialog dialog, DialogState next) {
    if (!dialog.isAlive()) {
      return;
    }
    DialogState previous = dialog.state;
    dialog.state = next;
    if (next == DialogState.CONFIRMED_WITHOUT_ACK) {
      dialog.confirmedAt = clock.instant();
    }
    if (next == DialogState.DELETED) {
      failed += previous.compareTo(DialogState.CONFIRMED_WITHOUT_ACK) < 0 ? 1 : 0;
      worker.after(linger, () -> remove(dialog));
    }
    raise(dialog, previous);
  }

  void clear() {
    table.clear();
    byId.clear();
    latestFirstByCallId.clear();
    processed = 0;
    failed = 0;
  }

  private void remove(SimulatedDialog dialog) {
    table.remove(dialog);
    byId.remove(dialog.id.toString());
    latestFirstByCallId.computeIfPresent(
        dialog.callId, (callId, same) -> same.remove(dialog) && same.isEmpty() ? null : same);
  }

  private void raise(SimulatedDialog dialog, DialogState previous) {
    events.raise(
        STATE_CHANGED,
        new JsonObject()
            .put("id", dialog.id.toString())
            .put("db_id", dialog.id.databaseKey())
            .put("callid", dialog.callId)
            .put("from_tag", dialog.leg(Leg.CALLER).tag)
            .put("to_tag", dialog.leg(Leg.CALLEE).tag)
            .put("old_state", previous.number())
            .put("new_state", dialog.state.number()));
  }
}
