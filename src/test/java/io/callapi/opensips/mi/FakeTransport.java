package io.callapi.opensips.mi;

import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A transport that answers at once, with its name or with a failure. */
final class FakeTransport implements MiTransport {

  private final String name;
  private @Nullable RuntimeException failure;
  private Runnable meanwhile = () -> {};
  private Duration deadline = Duration.ZERO;
  private int calls;
  private boolean closed;

  FakeTransport(String name) {
    this.name = name;
  }

  /** From now on it fails, after something has happened. */
  void fail(RuntimeException failure, Runnable meanwhile) {
    this.failure = failure;
    this.meanwhile = meanwhile;
  }

  /** From now on it answers again. */
  void work() {
    failure = null;
  }

  int calls() {
    return calls;
  }

  /** That of the last call. */
  Duration deadline() {
    return deadline;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public Future<MiResult> call(MiRequest request, Duration deadline) {
    calls++;
    this.deadline = deadline;
    meanwhile.run();
    return failure == null
        ? Future.succeededFuture(new MiResult(name))
        : Future.failedFuture(failure);
  }

  @Override
  public Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }
}
