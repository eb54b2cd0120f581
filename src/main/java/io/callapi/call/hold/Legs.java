package io.callapi.call.hold;

import io.callapi.command.Step;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.sip.Leg;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How far the two legs are.
 *
 * @param begun whether the client was told that it has begun
 * @param toldStart the legs whose start was told, each once
 * @param toldDone the legs whose success was told, each once
 * @param now how each leg is in the present try; nothing for one that was not heard of
 */
record Legs(boolean begun, Set<Leg> toldStart, Set<Leg> toldDone, Map<Leg, HoldStage> now) {

  static final Legs NONE = new Legs(false, Set.of(), Set.of(), Map.of());

  Legs {
    toldStart = Set.copyOf(toldStart);
    toldDone = Set.copyOf(toldDone);
    now = Map.copyOf(now);
  }

  /** Nothing was heard yet in the next try; what was told stays told. */
  Legs again() {
    return new Legs(begun, toldStart, toldDone, Map.of());
  }

  Legs heard(Leg leg, HoldStage stage) {
    Map<Leg, HoldStage> more = new EnumMap<>(Leg.class);
    more.putAll(now);
    if (stage != HoldStage.START || !now.containsKey(leg)) {
      more.put(leg, stage);
    }
    return new Legs(begun, toldStart, toldDone, more);
  }

  /** Legs of which nothing was heard. */
  List<Leg> unheard() {
    return Stream.of(Leg.values()).filter(leg -> !now.containsKey(leg)).toList();
  }

  /** The same, where what shows nothing by now has nothing to change. */
  Legs withoutUnheard() {
    Legs all = this;
    for (Leg leg : unheard()) {
      all = all.heard(leg, HoldStage.OK);
    }
    return all;
  }

  boolean hasAgreed(Leg leg) {
    return now.get(leg) == HoldStage.OK;
  }

  boolean isSettled() {
    return Stream.of(Leg.values())
        .allMatch(leg -> now.containsKey(leg) && now.get(leg) != HoldStage.START);
  }

  /** The legs whose phones have refused. */
  List<Leg> refused() {
    return Stream.of(Leg.values()).filter(leg -> now.get(leg) == HoldStage.FAILED).toList();
  }

  private Legs told() {
    Set<Leg> started = EnumSet.noneOf(Leg.class);
    started.addAll(toldStart);
    started.addAll(now.keySet());
    Set<Leg> done = EnumSet.noneOf(Leg.class);
    done.addAll(toldDone);
    Stream.of(Leg.values()).filter(leg -> now.get(leg) == HoldStage.OK).forEach(done::add);
    return new Legs(true, started, done, now);
  }

  /** Tells what is new, each stage once and in causal order. */
  Telling tell(HoldPlan plan) {
    Legs after = told();
    Step step = Step.to(new Step.Over());
    if (!begun) {
      step = step.tell(plan.begun());
    }
    for (Leg leg : Leg.values()) {
      if (after.toldStart.contains(leg) && !toldStart.contains(leg)) {
        step = step.tell(plan.started(), new HoldPlan.LegStage(leg));
      }
    }
    for (Leg leg : Leg.values()) {
      if (after.toldDone.contains(leg) && !toldDone.contains(leg)) {
        step = step.tell(plan.succeeded(), new HoldPlan.LegStage(leg));
      }
    }
    return new Telling(after, step);
  }

  /** What is told, and how the legs are after that. */
  record Telling(Legs legs, Step step) {}
}
