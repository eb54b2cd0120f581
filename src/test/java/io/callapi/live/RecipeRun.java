package io.callapi.live;

import io.callapi.opensips.mi.DatagramMi;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.recipe.RecipeSettings;
import io.callapi.opensips.recipe.ReferBy;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Dialogs;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.sip.SipUri;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The recipes of the connector at a real proxy, over UDP; it keeps what they ask. */
final class RecipeRun implements MiTransport {

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final MiTransport transport;
  private final io.callapi.opensips.recipe.Recipes recipes;

  private RecipeRun(OpenSipsProcess proxy) {
    SocketAddress address = SocketAddress.inetSocketAddress(proxy.miPort(), proxy.host());
    this.transport = onLoop(() -> DatagramMi.open(vertx, address)).await();
    transport.onEcho(request -> asked.add("duplicate reply to " + request.method()));
    RecipeSettings settings =
        new RecipeSettings(
            new SipUri(proxy.sipUri()),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(6));
    this.recipes =
        new io.callapi.opensips.recipe.Recipes(
            vertx, this, settings, () -> Future.succeededFuture(ReferBy.SEND_SEQUENTIAL));
  }

  static RecipeRun open(OpenSipsProcess proxy) {
    return new RecipeRun(proxy);
  }

  private interface Action<T> {
    Future<? extends T> begin();
  }

  private <T> Future<T> onLoop(Action<T> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(now -> action.begin().<T>map(result -> result).onComplete(done));
    return done.future();
  }

  /** Begins to carry a request out. */
  Future<Record> start(ProxyRequest<?> request) {
    return onLoop(() -> recipes.carryOut(new Order(null, request)));
  }

  /** The result of a request. */
  Record ask(ProxyRequest<?> request) {
    return start(request).await();
  }

  /** The failure of a request. */
  CallFailure failureOf(ProxyRequest<?> request) {
    return (CallFailure)
        start(request).transform(done -> Future.succeededFuture(done.cause())).await();
  }

  List<Dialog> dialogs(ProxyRequest<Dialogs> request) {
    return ((Dialogs) ask(request)).dialogs();
  }

  /** The management requests so far, by their names in 3.x. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void forget() {
    asked.clear();
  }

  @Override
  public Future<MiResult> call(MiRequest request, Duration deadline) {
    asked.add(request.method());
    return transport.call(request, deadline);
  }

  @Override
  public Future<Void> close() {
    return vertx.close();
  }
}
