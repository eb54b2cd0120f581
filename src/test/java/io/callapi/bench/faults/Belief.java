package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.callapi.simulator.SimulatedCall;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client believes of its calls after what it was told. */
final class Belief {

  private static final int NOTHING_TO_CHANGE = 480;

  private enum State {
    UP("up"),
    HELD("up with both legs on hold"),
    /** The client was told that something has failed, and not what is left of the call. */
    UNSURE("up or gone");

    private final String text;

    State(String text) {
      this.text = text;
    }

    static State of(SimulatedCall call) {
      return call.heldLegs().size() == 2 ? HELD : UP;
    }

    boolean fits(SimulatedCall call) {
      Parties parties = Parties.of(call);
      boolean any = Habits.switchesOff(parties.caller(), parties.callee());
      int held = call.heldLegs().size();
      return switch (this) {
        case UP -> call.established() && (any || held == 0);
        case HELD -> call.established() && (any || held == 2);
        case UNSURE -> true;
      };
    }
  }

  private record Call(State state, Parties parties) {

    static Call of(SimulatedCall call) {
      return new Call(State.of(call), Parties.of(call));
    }

    Call in(State other) {
      return new Call(other, parties);
    }
  }

  private static final Call UNKNOWN = new Call(State.UNSURE, new Parties("", ""));

  private final Map<String, Call> calls = new LinkedHashMap<>();

  /** Calls that people have placed themselves. */
  private final Set<String> ofOthers = new LinkedHashSet<>();

  /** Between whom a call may come up that nobody can tell from one of people. */
  private final Set<Parties> untraceable = new HashSet<>();

  /** The calls that are up as far as the client knows, the oldest first. */
  List<String> calls() {
    return List.copyOf(calls.keySet());
  }

  /** That call stays up, whatever the client does. */
  void leaveAlone(String call) {
    ofOthers.add(call);
  }

  List<String> ofOthers() {
    return List.copyOf(ofOthers);
  }

  /** Takes in what was told. */
  void learn(CommandLog log) {
    JsonObject params = log.params();
    String call = params.getString("callid", "");
    switch (log.method()) {
      case "CallStart" -> learnStart(log);
      case "CallHold" -> calls.computeIfPresent(call, (id, known) -> known.in(held(log, true)));
      case "CallUnhold" -> calls.computeIfPresent(call, (id, known) -> known.in(held(log, false)));
      case "CallEnd" -> learnEnd(log, call);
      case "CallBlindTransfer" -> learnBlindTransfer(log, call);
      case "CallAttendedTransfer" -> learnAttendedTransfer(log);
      default -> {
        // nothing about calls
      }
    }
  }

  private void learnStart(CommandLog log) {
    JsonObject params = log.params();
    learnNewCall(
        log,
        "CalleeAnswered",
        Parties.ofUris(params.getString("caller", ""), params.getString("callee", "")),
        List.of());
  }

  private void learnBlindTransfer(CommandLog log, String call) {
    String referred = party(call, log.params().getString("leg", ""));
    String destination = log.params().getString("destination", "");
    learnNewCall(
        log,
        "TransferSuccessful",
        new Parties(referred, Parties.ofUris("", destination).callee()),
        List.of(call));
  }

  private void learnAttendedTransfer(CommandLog log) {
    JsonObject params = log.params();
    String callA = params.getString("callidA");
    String callB = params.getString("callidB");
    String referred = party(callA, params.getString("legA", ""));
    String reached = party(callB, params.getString("legB", ""));
    learnNewCall(log, "TransferSuccessful", new Parties(referred, reached), List.of(callA, callB));
  }

  private String party(String call, String leg) {
    return calls.getOrDefault(call, UNKNOWN).parties().at(leg);
  }

  private void learnNewCall(CommandLog log, String event, Parties parties, List<String> old) {
    if (log.find(event).isPresent()) {
      old.forEach(calls::remove);
      String id = log.find(event).get().data().getString("callid", "?");
      calls.put(id, new Call(State.UP, parties));
      return;
    }
    if (Habits.leavesNoTrace(parties.caller())) {
      untraceable.add(parties);
    }
    if (old.size() == 2 || Habits.hangsUpFirst(parties.caller())) {
      // The phones may have hung up one of the two in the attempt.
      old.forEach(this::doubt);
    }
  }

  private void doubt(String call) {
    calls.computeIfPresent(call, (id, known) -> known.in(State.UNSURE));
  }

  private static State held(CommandLog log, boolean hold) {
    if (log.hasSucceeded() || isSoAlready(log)) {
      return hold ? State.HELD : State.UP;
    }
    return hold ? State.UP : State.UNSURE; // a hold that fails is taken back
  }

  /** {@code 480 Both dialog legs are on hold}: so the client knows that they are. */
  private static boolean isSoAlready(CommandLog log) {
    return Expected.hasFailedWith(log, "mi", NOTHING_TO_CHANGE);
  }

  private void learnEnd(CommandLog log, String call) {
    if (log.hasSucceeded()) {
      calls.remove(call);
    } else {
      doubt(call);
    }
  }

  /** Where the proxy's calls are not as the client believes; empty if they are. */
  List<String> differences(List<SimulatedCall> truth) {
    List<String> differences = new ArrayList<>();
    calls.forEach((id, call) -> compare(id, call, truth, differences));
    calls.keySet().stream()
        .filter(ofOthers::contains)
        .forEach(id -> differences.add(id + " is a call of others, but was told as the new one"));
    ofOthers.stream()
        .filter(id -> truth.stream().noneMatch(call -> isUp(call, id)))
        .forEach(id -> differences.add(id + " is a call of others, but is gone"));
    for (SimulatedCall call : truth) {
      String id = call.callId().value();
      boolean known = calls.containsKey(id) || ofOthers.contains(id);
      if (!known && untraceable.stream().noneMatch(parties -> parties.fit(call))) {
        differences.add(call.callId() + " should not be there, but is " + described(call));
      }
    }
    return differences;
  }

  private static boolean isUp(SimulatedCall call, String id) {
    return call.established() && call.callId().value().equals(id);
  }

  private static void compare(
      String id, Call believed, List<SimulatedCall> truth, List<String> differences) {
    List<SimulatedCall> found =
        truth.stream().filter(call -> call.callId().value().equals(id)).toList();
    String should = id + " should be " + believed.state().text + ", but ";
    if (found.size() > 1) {
      differences.add(should + "is there " + found.size() + " times");
    } else if (found.isEmpty() && believed.state() != State.UNSURE) {
      differences.add(should + "is gone");
    } else if (!found.isEmpty() && !believed.parties().fit(found.get(0))) {
      differences.add(
          id + " should be " + believed.parties() + ", but is " + described(found.get(0)));
    } else if (!found.isEmpty() && !believed.state().fits(found.get(0))) {
      differences.add(should + "is " + described(found.get(0)));
    }
  }

  private static String described(SimulatedCall call) {
    String held = call.heldLegs().isEmpty() ? "" : ", on hold: " + call.heldLegs();
    String state = call.established() ? "up" : "being set up";
    return "%s%s (%s to %s)".formatted(state, held, call.fromUri(), call.toUri());
  }

  /** Believes what is true from now on, so that one difference is not found again and again. */
  void adopt(List<SimulatedCall> truth) {
    Map<String, Call> adopted = new LinkedHashMap<>();
    truth.forEach(call -> adopted.put(call.callId().value(), Call.of(call)));
    ofOthers.retainAll(adopted.keySet());
    adopted.keySet().removeAll(ofOthers);
    calls.keySet().retainAll(adopted.keySet());
    calls.putAll(adopted); // the order in which they became known stays
  }
}
