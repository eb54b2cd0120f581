package io.callapi.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;

/** Waits on the main thread for asynchronous work that needs a Vert.x for its time only. */
final class Awaiting {

  private Awaiting() {}

  static <T> T with(Function<Vertx, Future<T>> work) {
    Vertx vertx = Vertx.vertx();
    try {
      return work.apply(vertx).await();
    } finally {
      vertx.close().await();
    }
  }
}
