package io.callapi.call;

import io.callapi.command.CommandScope;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallHoldChange;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Follows holding or resuming both legs of a call. Stages are told once a leg, in causal order, and
 * none before {@link #open}.
 */
final class HoldWatch {

  /** How long after one leg has settled a sign of the other is awaited: no human has to answer. */
  private static final Duration SIGN_OF_OTHER = Duration.ofSeconds(3);

  private final CommandScope scope;
  private final HoldAction action;
  private final BiConsumer<Leg, HoldStage> observer;
  private final List<CallHoldChange> early = new ArrayList<>();
  private final Set<Leg> started = EnumSet.noneOf(Leg.class);
  private final Map<Leg, HoldStage> settled = new EnumMap<>(Leg.class);
  private final Promise<Void> done = Promise.promise();
  private final Promise<Void> leftOut = Promise.promise();
  private boolean open;

  HoldWatch(
      CommandScope scope, CallId call, HoldAction action, BiConsumer<Leg, HoldStage> observer) {
    this.scope = scope;
    this.action = action;
    this.observer = observer;
    scope.listen(call, this::on);
  }

  /** Lets the stages through, those that came early first. */
  void open() {
    open = true;
    List.copyOf(early).forEach(this::on);
    early.clear();
  }

  /** Both phones have agreed; fails if one has refused, when both have answered. */
  Future<Void> done() {
    return done.future();
  }

  /** Both phones have answered, whatever they said. */
  Future<Void> settled() {
    return done.future().otherwiseEmpty();
  }

  /**
   * One leg has settled, and nothing was heard of the other: either the proxy has left it out, for
   * there was nothing to change, or its events are lost.
   */
  Future<Void> leftOut() {
    return leftOut.future();
  }

  /** True if one leg has settled and still nothing was heard of the other. */
  boolean isOneLegMissing() {
    return settled.size() == 1 && started.size() == 1;
  }

  /** The leg that nothing was heard of had nothing to change. */
  void doWithoutMissingLeg() {
    if (isOneLegMissing()) {
      conclude();
    }
  }

  /** The proxy says that both phones have agreed: tells the stages that were not heard of. */
  void tellAllDone() {
    for (Leg leg : Leg.values()) {
      advance(leg, HoldStage.OK);
    }
  }

  /** True if something was heard of either leg. */
  boolean hasBegun() {
    return !early.isEmpty() || !started.isEmpty();
  }

  /** True if some leg has changed. */
  boolean hasChanged() {
    return settled.containsValue(HoldStage.OK);
  }

  private void on(CallEvent event) {
    if (!(event instanceof CallHoldChange change) || change.action() != action) {
      return;
    }
    if (open) {
      advance(change.leg(), change.stage());
    } else {
      early.add(change);
    }
  }

  private void advance(Leg leg, HoldStage stage) {
    if (started.add(leg)) {
      observer.accept(leg, HoldStage.START);
    }
    if (stage == HoldStage.START || settled.putIfAbsent(leg, stage) != null) {
      return;
    }
    if (stage == HoldStage.OK) {
      observer.accept(leg, HoldStage.OK);
    }
    if (settled.size() == Leg.values().length) {
      conclude();
    } else {
      scope.after(SIGN_OF_OTHER, this::noteLeftOut);
    }
  }

  private void noteLeftOut() {
    if (isOneLegMissing()) {
      leftOut.tryComplete();
    }
  }

  private void conclude() {
    for (Map.Entry<Leg, HoldStage> leg : settled.entrySet()) {
      if (leg.getValue() == HoldStage.FAILED) {
        String reason = "The phone of the " + leg.getKey().wireName() + " has refused";
        // The proxy does not pass on with which status.
        done.tryFail(new CallFailure(new Cause(Cause.Source.SIP, null, reason)));
      }
    }
    done.tryComplete();
  }
}
