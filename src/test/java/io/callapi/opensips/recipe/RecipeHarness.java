package io.callapi.opensips.recipe;

import io.callapi.opensips.FakeOpenSips;
import io.callapi.opensips.OnContext;
import io.callapi.opensips.flow.RequestQueue;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Has requests carried out at an OpenSIPS in memory; its time limits are never reached. */
final class RecipeHarness {

  private static final RecipeSettings SETTINGS =
      new RecipeSettings(
          new SipUri("sip:127.0.0.1:5060"),
          Duration.ofSeconds(5),
          Duration.ofSeconds(130),
          Duration.ofSeconds(6));

  private final OnContext loop;
  private final FakeOpenSips proxy;
  private final Recipes recipes;

  RecipeHarness(Vertx vertx, ReferBy by) {
    this.loop = new OnContext(vertx);
    this.proxy = new FakeOpenSips(vertx);
    this.recipes =
        loop.get(() -> new Recipes(vertx, proxy, SETTINGS, () -> Future.succeededFuture(by)));
  }

  FakeOpenSips proxy() {
    return proxy;
  }

  /** The result of a request. */
  Record ask(ProxyRequest<?> request) {
    return loop.await(() -> recipes.carryOut(new Order(null, request)).map(Record.class::cast));
  }

  /** Has a request of a client carried out. */
  void askFor(String client, ProxyRequest<?> request) {
    loop.await(() -> recipes.carryOut(new Order(client, request)).map(Record.class::cast));
  }

  /** Where the last request of that name waits if the proxy is late. */
  RequestQueue.Key placeOf(String method) {
    List<MiRequest> requests = proxy.requests(method);
    return requests.get(requests.size() - 1).place();
  }

  /** The failure of a request. */
  CallFailure failureOf(ProxyRequest<?> request) {
    return loop.await(
        () ->
            recipes
                .carryOut(new Order(null, request))
                .transform(
                    done ->
                        done.failed()
                            ? Future.succeededFuture((CallFailure) done.cause())
                            : Future.failedFuture("no failure: " + done.result())));
  }

  void answer(String method, Object result) {
    proxy.answer(method, request -> Future.succeededFuture(new MiResult(result)));
  }

  void answer(String method, String json) {
    answer(method, (Object) new JsonObject(json));
  }

  void noReplyTo(String method) {
    proxy.answer(method, request -> Future.failedFuture(new NoReplyException("No reply")));
  }

  void refuse(String method, int code, String reason) {
    proxy.answer(method, request -> Future.failedFuture(new MiException(code, reason)));
  }

  /** What the last request of that name said. */
  Map<String, Object> said(String method) {
    List<MiRequest> requests = proxy.requests(method);
    return requests.get(requests.size() - 1).params();
  }

  List<String> asked() {
    return proxy.methods();
  }
}
