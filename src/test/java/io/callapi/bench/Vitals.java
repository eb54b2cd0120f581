package io.callapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How a process is, as Linux tells; all zero once it has ended.
 *
 * @param rssMb memory that it has of the machine
 * @param peakRssMb the most that it has had
 * @param sockets open ones
 */
public record Vitals(long rssMb, long peakRssMb, long threads, long sockets) {

  private static final int KB_IN_MB = 1024;

  static Vitals of(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    try (Stream<String> lines = Files.lines(process.resolve("status"));
        Stream<Path> files = Files.list(process.resolve("fd"))) {
      String[] status = lines.toArray(String[]::new);
      return new Vitals(
          number(status, "VmRSS:") / KB_IN_MB,
          number(status, "VmHWM:") / KB_IN_MB,
          number(status, "Threads:"),
          files.filter(Vitals::isSocket).count());
    } catch (IOException | UncheckedIOException ended) {
      return new Vitals(0, 0, 0, 0);
    }
  }

  private static long number(String[] status, String name) {
    return Stream.of(status)
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0); // it has just ended
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
