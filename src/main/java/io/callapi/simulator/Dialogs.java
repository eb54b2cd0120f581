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
  private final Map<String, Deque<SimulatedDialog>> byCallId = new HashMap<>();
  private final Map<String, List<SimulatedLeg>> secondAnswers = new HashMap<>();
  private final SimulatedEventSink events;
  private final Worker worker;
  private final Duration linger;
  private final Clock clock;
  private long nextNumber;
  private int processed;
  private int failed;

  Dialogs(
      SimulatedEventSink events, Worker worker, Duration linger, Clock clock, long firstNumber) {
    this.events = events;
    this.worker = worker;
    this.linger = linger;
    this.clock = clock;
    this.nextNumber = firstNumber;
  }

  SimulatedDialog create(Calls.Request request, Phone callee) {
    SimulatedDialogId id = SimulatedDialogId.of(request.callId(), nextNumber++);
    SimulatedDialog dialog = new SimulatedDialog(id, request, callee);
    table.add(dialog);
    byId.put(id.toString(), dialog);
    byCallId.computeIfAbsent(dialog.callId, callId -> new ArrayDeque<>()).add(dialog);
    processed++;
    return dialog;
  }

  /** All of them in the order of the table, those that ended lately included. */
  List<SimulatedDialog> all() {
    return List.copyOf(table);
  }

  /**
   * The dialog that {@code dlg_list} shows for a Call-ID: the oldest one. If that has ended, there
   * is none, although a newer one may live; after a challenge it does.
   */
  Optional<SimulatedDialog> shownByCallId(String callId) {
    return oldestFirst(callId).stream().findFirst().filter(SimulatedDialog::isAlive);
  }

  Optional<SimulatedDialog> aliveByCallId(String callId) {
    return oldestFirst(callId).stream().filter(SimulatedDialog::isAlive).findFirst();
  }

  private Deque<SimulatedDialog> oldestFirst(String callId) {
    return byCallId.getOrDefault(callId, new ArrayDeque<>());
  }

  /** The phones of the call, those included that have answered although another one was first. */
  Stream<SimulatedLeg> legsOf(String callId) {
    return Stream.concat(
        aliveByCallId(callId).stream().flatMap(dialog -> dialog.legs.values().stream()),
        secondAnswers.getOrDefault(callId, List.of()).stream());
  }

  /** How many phones are in a call that nobody else is in. */
  int silentPhones() {
    return (int)
        secondAnswers.values().stream().flatMap(List::stream).filter(leg -> leg.connected).count();
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
      keepSecondAnswers(dialog);
    }
    if (next == DialogState.DELETED) {
      failed += previous.compareTo(DialogState.CONFIRMED_WITHOUT_ACK) < 0 ? 1 : 0;
      worker.after(linger, () -> remove(dialog));
    }
    raise(dialog, previous);
  }

  private void keepSecondAnswers(SimulatedDialog dialog) {
    List<SimulatedLeg> also = dialog.secondAnswers();
    if (!also.isEmpty()) {
      secondAnswers.put(dialog.callId, also);
    }
  }

  void clear() {
    table.clear();
    byId.clear();
    byCallId.clear();
    secondAnswers.clear();
    processed = 0;
    failed = 0;
  }

  private void remove(SimulatedDialog dialog) {
    table.remove(dialog);
    byId.remove(dialog.id.toString());
    byCallId.computeIfPresent(
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
            .put("to_tag", dialog.calleeTag())
            .put("old_state", previous.number())
            .put("new_state", dialog.state.number()));
  }
}
