package io.callapi.subscription;

import io.callapi.calls.view.CallFilter;
import io.callapi.command.Parameters;
import io.callapi.method.CallParameters;
import io.callapi.method.MethodFailure;
import io.callapi.method.OpenSubscription;
import io.callapi.method.Subscriber;
import io.callapi.method.SubscriptionMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the calls that there are, and what becomes of them, whoever has started them. */
final class CallSubscribe implements SubscriptionMethod<CallCriteria> {

  static final String NAME = "CallSubscribe";

  private final CallHub hub;
  private final List<String> proxies;
  private final SubscriptionLimits limits;
  private final Map<String, Map<String, OpenSubscription>> bySession = new HashMap<>();

  CallSubscribe(CallHub hub, List<String> proxies, SubscriptionLimits limits) {
    this.hub = hub;
    this.proxies = List.copyOf(proxies);
    this.limits = limits;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CallCriteria read(Parameters parameters) {
    CallFilter filter = CallParameters.filter(parameters);
    return new CallCriteria(
        filter,
        CallParameters.proxy(parameters, proxies),
        !Boolean.FALSE.equals(parameters.values().get("snapshot")));
  }

  @Override
  public OpenSubscription open(Label label, CallCriteria criteria, Subscriber subscriber) {
    if (!limits.tryOpen()) {
      throw MethodFailure.limitReached("too many subscriptions");
    }
    CallNotices notices = new CallNotices(label, subscriber);
    Backlog backlog = new Backlog(limits.backlog());
    Counted opened =
        new Counted(
            new CallSubscription(hub, criteria, notices, backlog),
            subscriber.session(),
            label.cmdId());
    bySession
        .computeIfAbsent(subscriber.session(), s -> new HashMap<>())
        .put(label.cmdId(), opened);
    return opened;
  }

  /** One of a session; null if it has none of that id. */
  @Nullable OpenSubscription find(String session, String cmdId) {
    return bySession.getOrDefault(session, Map.of()).get(cmdId);
  }

  private void forget(Counted gone) {
    Map<String, OpenSubscription> ofSession = bySession.get(gone.session);
    if (ofSession != null && ofSession.remove(gone.cmdId, gone) && ofSession.isEmpty()) {
      bySession.remove(gone.session);
    }
    limits.closed();
  }

  /** Gives its place back when it ends. */
  private final class Counted implements OpenSubscription {

    private final CallSubscription subscription;
    private final String session;
    private final String cmdId;
    private boolean ended;

    Counted(CallSubscription subscription, String session, String cmdId) {
      this.subscription = subscription;
      this.session = session;
      this.cmdId = cmdId;
    }

    @Override
    public void begin() {
      subscription.begin();
    }

    @Override
    public void onRoom() {
      subscription.onRoom();
    }

    @Override
    public void onGap(String reason) {
      subscription.onGap(reason);
    }

    @Override
    public void end() {
      if (!ended) {
        ended = true;
        forget(this);
        subscription.end();
      }
    }
  }
}
