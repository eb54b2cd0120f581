package io.callapi.simulator;

import io.callapi.simulator.SimulatedSubscription.ReceiverSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Who receives which event; lives in the memory of the simulated proxy. */
final class SimulatedSubscriptions {

  private final Clock clock;
  private final List<SimulatedSubscription> newestFirst = new ArrayList<>();

  SimulatedSubscriptions(Clock clock) {
    this.clock = clock;
  }

  /** Makes a subscription, renews it, or with 0 seconds ends it. */
  void subscribe(String event, ReceiverSocket socket, int expire) {
    SimulatedSubscription subscription = new SimulatedSubscription(event, socket, expire, now());
    for (int i = 0; i < newestFirst.size(); i++) {
      if (isSame(newestFirst.get(i), subscription)) {
        newestFirst.set(i, subscription);
        return;
      }
    }
    newestFirst.add(0, subscription);
  }

  /** Those that receive the event now. */
  List<SimulatedSubscription> live(String event) {
    newestFirst.removeIf(subscription -> !subscription.isLive(now()));
    return listed(event);
  }

  /** Those that are listed; an expired one is, until an event finds it. */
  List<SimulatedSubscription> listed(String event) {
    return newestFirst.stream().filter(s -> s.event().equals(event)).toList();
  }

  /** All that receive something now. */
  List<SimulatedSubscription> live() {
    return newestFirst.stream().filter(s -> s.isLive(now()) && s.expire() > 0).toList();
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  void clear() {
    newestFirst.clear();
  }

  // A socket with a method name never matches itself: subscribing again adds another one.
  private static boolean isSame(SimulatedSubscription one, SimulatedSubscription other) {
    return one.event().equals(other.event())
        && one.socket().equals(other.socket())
        && other.socket().method().isEmpty();
  }
}
