package io.callapi.call.model;

import io.callapi.call.model.Happening.Answer;
import io.callapi.call.model.Happening.Report;
import io.callapi.call.model.Scenario.HeldPhone;
import io.callapi.calls.CallNews.HoldNews;
import io.callapi.command.Input;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two legs of a call that is held and resumed. As OpenSIPS does, the proxy takes a leg for held
 * from the moment at which it asks the phone, whatever that answers.
 */
final class HeldLegs {

  private static final long APART = 400;

  private final World world;
  private final Map<Leg, Boolean> marked = new EnumMap<>(Leg.class);
  private final Map<Leg, Boolean> held = new EnumMap<>(Leg.class);
  private @Nullable HoldAction last;
  private long lastAt;
  private boolean over;
  private int refusals;

  HeldLegs(World world) {
    this.world = world;
    boolean resumes = world.scenario.method().equals("CallUnhold");
    for (Leg leg : Leg.values()) {
      marked.put(leg, resumes && !isInactive(leg));
      held.put(leg, resumes);
    }
  }

  /** Its phone has put the call on hold by itself: that is not this command's affair. */
  private boolean isInactive(Leg leg) {
    return leg == Leg.CALLEE && world.scenario.held() == HeldPhone.NOTHING_TO_CHANGE;
  }

  HeldLegs(World world, HeldLegs other) {
    this.world = world;
    marked.putAll(other.marked);
    held.putAll(other.held);
    last = other.last;
    lastAt = other.lastAt;
    over = other.over;
    refusals = other.refusals;
  }

  Object key() {
    long apart = Math.max(0, lastAt + APART - world.now);
    return List.of(
        Map.copyOf(marked), Map.copyOf(held), over, refusals, String.valueOf(last), apart);
  }

  void hungUp() {
    over = true;
  }

  /** The connector keeps a request of one kind well apart from one of the other. */
  void onRequest(ChangeHold request, boolean copy) {
    long early = lastAt + APART - world.now;
    if (!copy && last != null && last != request.action() && early > 0) {
      world.schedule(early, new Happening.Sent(request));
      return;
    }
    last = request.action();
    lastAt = world.now;
    if (over) {
      refuse(request, copy, Reason.CALL_UNKNOWN, 404, "Dialog not found");
      return;
    }
    boolean hold = request.action() == HoldAction.HOLD;
    boolean nothing = true;
    for (Leg leg : Leg.values()) {
      if (isMarked(leg) != hold) {
        nothing = false;
        ask(leg, request.action());
      }
    }
    if (nothing) {
      refuse(request, copy, Reason.NOTHING_TO_CHANGE, 480, "Nothing to change");
    } else if (!copy) {
      world.schedule(1, new Answer(new Input.Done(request)));
    }
  }

  private void refuse(ProxyRequest<?> request, boolean copy, Reason reason, int code, String text) {
    if (!copy) {
      world.schedule(
          1, new Answer(new Input.Failed(request, new Refused(reason, Cause.mi(code, text)))));
    }
  }

  private void ask(Leg leg, HoldAction action) {
    boolean hold = action == HoldAction.HOLD;
    HeldPhone phone = leg == Leg.CALLEE ? world.scenario.held() : HeldPhone.AGREES;
    if (hold && phone == HeldPhone.NOTHING_TO_CHANGE) {
      return; // its stream is inactive: it is not asked, and not marked
    }
    report(1, leg, action, HoldStage.START);
    boolean wanted =
        action
            == (world.scenario.method().equals("CallHold") ? HoldAction.HOLD : HoldAction.RESUME);
    boolean refuses = wanted && (phone.refusesAlways() || (phone.refusesOnce() && refusals++ == 0));
    if (!refuses) {
      held.put(leg, hold);
    }
    if (!refuses || !phone.isMarkedByItsAnswer()) {
      marked.put(leg, hold);
    }
    report(5, leg, action, refuses ? HoldStage.FAILED : HoldStage.OK);
  }

  private void report(long in, Leg leg, HoldAction action, HoldStage stage) {
    world.schedule(
        in, new Report(new Input.Heard(new HoldNews(new CallId("a"), leg, action, stage))));
  }

  /** Whether both phones are as they were to be. */
  boolean areBoth(boolean hold) {
    return held.entrySet().stream()
        .allMatch(leg -> isInactive(leg.getKey()) || leg.getValue() == hold);
  }

  /** Whether another command could go on from here: the proxy takes both legs for alike. */
  boolean areMarkedAlike() {
    return isInactive(Leg.CALLEE) || isMarked(Leg.CALLER) == isMarked(Leg.CALLEE);
  }

  private boolean isMarked(Leg leg) {
    return Boolean.TRUE.equals(marked.get(leg));
  }

  boolean isOver() {
    return over;
  }
}
