package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.callapi.config.CallApiConfig;
import io.callapi.process.JavaFlags;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * {@code serve} with a server that falls ill as soon as it runs, for tests that look at its end.
 */
final class SickServer implements Program {

  /** What befalls it. */
  enum Illness {
    HEAP_IS_FULL,
    DIRECT_MEMORY_IS_FULL,
    EVENT_LOOP_IS_BLOCKED,
    EVENT_LOOP_IS_DEAD
  }

  private static final int PIECE = 64 * 1024;

  private final Illness illness;
  private final List<Object> taken = new ArrayList<>();

  private SickServer(Illness illness) {
    this.illness = illness;
  }

  /** The illness, and the arguments of the program. */
  public static void main(String[] args) {
    JavaFlags.beforeNetty();
    SickServer program = new SickServer(Illness.valueOf(args[0]));
    String[] rest = List.of(args).subList(1, args.length).toArray(String[]::new);
    System.exit(Main.commandLine(program).execute(rest));
  }

  @Override
  public Future<Server> start(Vertx vertx, CallApiConfig config, Simulation simulation) {
    return new CallApiServer()
        .start(vertx, config, simulation)
        .onSuccess(server -> vertx.getOrCreateContext().runOnContext(v -> fallIll(vertx)));
  }

  private void fallIll(Vertx vertx) {
    switch (illness) {
      case HEAP_IS_FULL -> fillHeap();
      case DIRECT_MEMORY_IS_FULL -> fillDirectMemory();
      case EVENT_LOOP_IS_BLOCKED -> block();
      case EVENT_LOOP_IS_DEAD -> endAnEventLoop((VertxInternal) vertx);
    }
  }

  private void fillHeap() {
    while (!Thread.interrupted()) {
      taken.add(new byte[PIECE]);
    }
  }

  /** As a socket would: what is thrown is told to nobody. */
  private void fillDirectMemory() {
    try {
      while (!Thread.interrupted()) {
        taken.add(ByteBufAllocator.DEFAULT.directBuffer(PIECE));
      }
    } catch (OutOfMemoryError e) {
      Thread.currentThread().setName(Thread.currentThread().getName() + " (short of memory)");
    }
  }

  private static void endAnEventLoop(VertxInternal vertx) {
    var unused = vertx.nettyEventLoopGroup().next().shutdownGracefully(0, 0, SECONDS);
  }

  private static void block() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
