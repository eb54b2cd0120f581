package io.callapi.bench.restarts;

import io.callapi.bench.Histogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds on to, after a garbage collection.
 *
 * @param sockets open ones, where /proc tells
 * @param timers of Vert.x, that have not fired
 * @param consumers on the event bus
 * @param commands that run
 * @param bytes in the heap
 */
record LiveObjects(long sockets, long timers, long consumers, long commands, long bytes) {

  private static final String TIMER = "io.vertx.core.impl.VertxImpl$InternalTimerHandler";
  private static final String CONSUMER = "io.vertx.core.eventbus.impl.MessageConsumerImpl";
  private static final String COMMAND = "io.callapi.command.CommandActor";
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final long ROOM_BYTES = 4 * 1024 * 1024;

  static LiveObjects count() {
    Histogram living = Histogram.take();
    return new LiveObjects(
        openSockets(),
        living.of(TIMER).objects(),
        living.of(CONSUMER).objects(),
        living.of(COMMAND).objects(),
        living.bytes());
  }

  /** Whether nothing has been added since; in the heap there is room for what buffers need. */
  boolean isFlatSince(LiveObjects before) {
    return sockets <= before.sockets
        && timers <= before.timers
        && consumers <= before.consumers
        && commands <= before.commands
        && bytes <= before.bytes + ROOM_BYTES;
  }

  /** Whether no command is left, and nobody has stopped listening since then. */
  boolean isIdleSince(LiveObjects before) {
    return commands == 0 && consumers >= before.consumers;
  }

  private static long openSockets() {
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.filter(LiveObjects::isSocket).count();
    } catch (IOException notLinux) {
      return 0;
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "%d sockets, %d timers, %d consumers, %d commands, %.1f MB"
        .formatted(sockets, timers, consumers, commands, bytes / 1e6);
  }
}
