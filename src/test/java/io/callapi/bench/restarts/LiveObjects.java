package io.callapi.bench.restarts;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

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
    String histogram = histogram();
    return new LiveObjects(
        openSockets(),
        number(histogram, TIMER, 1),
        number(histogram, CONSUMER, 1),
        number(histogram, COMMAND, 1),
        number(histogram, "Total", 2));
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

  /** The living objects by class, as {@code jcmd GC.class_histogram} prints them. */
  private static String histogram() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      return (String)
          server.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcClassHistogram",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code 12: 340 16320 name (module)}, and a last line {@code Total n m}. */
  private static long number(String histogram, String name, int column) {
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length > 2)
        .filter(words -> words[0].equals(name) || (words.length > 3 && words[3].equals(name)))
        .mapToLong(words -> Long.parseLong(words[column]))
        .findFirst()
        .orElse(0);
  }

  @Override
  public String toString() {
    return "%d sockets, %d timers, %d consumers, %d commands, %.1f MB"
        .formatted(sockets, timers, consumers, commands, bytes / 1e6);
  }
}
