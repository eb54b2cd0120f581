package io.callapi.subscription;

import io.callapi.method.Method;
import io.vertx.core.Vertx;
import java.util.List;

/** All methods that have to do with subscriptions. */
public final class SubscriptionMethods {

  private SubscriptionMethods() {}

  /**
   * Makes them, for the sessions of one event loop.
   *
   * @param proxies their names in the configuration
   * @param limits of the node
   */
  public static List<Method> all(Vertx vertx, List<String> proxies, SubscriptionLimits limits) {
    CallSubscribe calls = new CallSubscribe(new CallHub(vertx, proxies), proxies, limits);
    return List.of(calls, new CallUnsubscribe(calls));
  }
}
