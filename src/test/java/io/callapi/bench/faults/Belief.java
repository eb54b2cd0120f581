package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.callapi.simulator.SimulatedCall;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
      int held = call.heldLegs().size();
      return switch (this) {
        case UP -> call.established() && held == 0;
        case HELD -> call.established() && held == 2;
        case UNSURE -> true;
      };
    }
  }

  private final Map<String, State> calls = new LinkedHashMap<>();

  /** The calls that are up as far as the client knows, the oldest first. */
  List<String> calls() {
    return List.copyOf(calls.keySet());
  }

  /** Takes in what was told. */
  void learn(CommandLog log) {
    JsonObject params = log.params();
    String call = params.getString("callid", "");
    switch (log.method()) {
      case "CallStart" -> learnNewCall(log, "CalleeAnswered", List.of());
      case "CallHold" -> calls.computeIfPresent(call, (id, state) -> held(log, true));
      case "CallUnhold" -> calls.computeIfPresent(call, (id, state) -> held(log, false));
      case "CallEnd" -> learnEnd(log, call);
      case "CallBlindTransfer" -> learnNewCall(log, "TransferSuccessful", List.of(call));
      case "CallAttendedTransfer" ->
          learnNewCall(
              log,
              "TransferSuccessful",
              List.of(params.getString("callidA"), params.getString("callidB")));
      default -> {
        // nothing about calls
      }
    }
  }

  private void learnNewCall(CommandLog log, String event, List<String> old) {
    if (log.find(event).isPresent()) {
      old.forEach(calls::remove);
      calls.put(log.find(event).get().data().getString("callid", "?"), State.UP);
    } else if (old.size() == 2) {
      // The phones may have hung up one of the two in the attempt.
      old.forEach(id -> calls.replace(id, State.UNSURE));
    }
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
      calls.replace(call, State.UNSURE);
    }
  }

  /** Where the proxy's calls are not as the client believes; empty if they are. */
  List<String> differences(List<SimulatedCall> truth) {
    List<String> differences = new ArrayList<>();
    calls.forEach((id, state) -> compare(id, state, truth, differences));
    for (SimulatedCall call : truth) {
      if (!calls.containsKey(call.callId().value())) {
        differences.add(call.callId() + " should not be there, but is " + described(call));
      }
    }
    return differences;
  }

  private static void compare(
      String id, State believed, List<SimulatedCall> truth, List<String> differences) {
    List<SimulatedCall> found =
        truth.stream().filter(call -> call.callId().value().equals(id)).toList();
    String should = id + " should be " + believed.text + ", but ";
    if (found.size() > 1) {
      differences.add(should + "is there " + found.size() + " times");
    } else if (found.isEmpty() && believed != State.UNSURE) {
      differences.add(should + "is gone");
    } else if (!found.isEmpty() && !believed.fits(found.get(0))) {
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
    Map<String, State> adopted = new LinkedHashMap<>();
    truth.forEach(call -> adopted.put(call.callId().value(), State.of(call)));
    calls.keySet().retainAll(adopted.keySet());
    calls.putAll(adopted); // the order in which they became known stays
  }
}
