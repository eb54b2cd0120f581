package io.callapi;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Units of one kind, which start side by side and stop side by side.
 *
 * <p>They are children of no verticle: Vert.x stops the children of one all at once, and before the
 * verticle itself hears of it.
 */
final class Units {

  private final Vertx vertx;
  private final Context ofNobody;
  private final Queue<String> running = new ConcurrentLinkedQueue<>();

  /**
   * @param ofNobody a context of no verticle
   */
  Units(Vertx vertx, Context ofNobody) {
    this.vertx = vertx;
    this.ofNobody = ofNobody;
  }

  /** Succeeds when all run. If one does not start, the others run all the same. */
  Future<Void> start(List<? extends Deployable> units) {
    return Future.join(units.stream().map(this::start).toList()).mapEmpty();
  }

  private Future<String> start(Deployable unit) {
    Promise<String> started = Promise.promise();
    ofNobody.runOnContext(
        v -> vertx.deployVerticle(unit).onSuccess(running::add).onComplete(started));
    return started.future();
  }

  /** Stops those that run; whatever goes wrong, the others stop. */
  Future<Void> stop() {
    return Future.join(running.stream().map(vertx::undeploy).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }
}
