package io.callapi.opensips.dialog;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something large that many ask for at once and that is read once for all of them: one read at a
 * time. Who asks while one runs gets the next, for the one that runs may have passed by what was
 * done just before the asking.
 *
 * <p>Belongs to one event loop.
 */
final class SharedRead<T> {

  private final Supplier<Future<T>> read;
  private boolean running;
  private @Nullable Promise<T> next;

  /**
   * @param read reads it; each result is given to several
   */
  SharedRead(Supplier<Future<T>> read) {
    this.read = read;
  }

  /** What a read says that begins now or later. */
  Future<T> get() {
    if (!running) {
      return start();
    }
    Promise<T> following = next;
    if (following == null) {
      following = Promise.promise();
      next = following;
    }
    return following.future();
  }

  private Future<T> start() {
    running = true;
    return read.get().onComplete(done -> proceed());
  }

  private void proceed() {
    running = false;
    Promise<T> following = next;
    if (following != null) {
      next = null;
      start().onComplete(following);
    }
  }
}
