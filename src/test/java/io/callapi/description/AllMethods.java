package io.callapi.description;

import io.callapi.bus.TypedBus;
import io.callapi.call.CallCommands;
import io.callapi.method.Method;
import io.callapi.method.MethodTable;
import io.callapi.query.Queries;
import io.callapi.query.SimulatorPhones;
import io.callapi.subscription.SubscriptionLimits;
import io.callapi.subscription.SubscriptionMethods;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** What a server beside simulated phones says of its methods. */
public final class AllMethods {

  private AllMethods() {}

  public static ApiDocuments documents() {
    Vertx vertx = Vertx.vertx();
    try {
      List<String> proxies = List.of("default");
      List<Method> others = new ArrayList<>(Queries.all(new TypedBus(vertx), proxies));
      others.addAll(SubscriptionMethods.all(vertx, proxies, new SubscriptionLimits()));
      others.add(new SimulatorPhones(List.of()));
      return ApiDocuments.of(new MethodTable(CallCommands.all(), others).all(), "/call-api");
    } finally {
      vertx.close().await();
    }
  }
}
