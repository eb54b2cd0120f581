package io.callapi.fault;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One direction of a connection; what is held back holds back all that follows. */
final class TcpPump {

  /** As long as the network takes to send again what was lost. */
  private static final Duration SENT_AGAIN = Duration.ofMillis(200);

  private final Vertx vertx;
  private final Faults faults;
  private final String direction;
  private final NetSocket from;
  private final NetSocket to;
  private Future<Void> written = Future.succeededFuture();

  TcpPump(Vertx vertx, Faults faults, String direction, NetSocket from, NetSocket to) {
    this.vertx = vertx;
    this.faults = faults;
    this.direction = direction;
    this.from = from;
    this.to = to;
  }

  void start() {
    from.handler(this::received);
    from.endHandler(end -> written.onComplete(done -> to.close()));
    from.exceptionHandler(e -> to.close());
  }

  private void received(Buffer data) {
    Fate fate = faults.fateOf(direction, data);
    Duration delay = fate.isLost() ? SENT_AGAIN : fate.arrivals().get(0);
    long due = System.nanoTime() + delay.toNanos();
    written =
        written
            .compose(v -> pauseUntil(due))
            .compose(v -> to.write(fate.applyTo(data)))
            .compose(v -> fate.cut() ? cut() : Future.succeededFuture());
  }

  /** At once if that time is over: whatever was behind something late comes together with it. */
  private Future<Void> pauseUntil(long due) {
    long millis = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
    return millis <= 0
        ? Future.succeededFuture()
        : vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
  }

  private Future<Void> cut() {
    return Future.join(from.close(), to.close())
        .transform(closed -> Future.failedFuture("the connection was cut"));
  }
}
