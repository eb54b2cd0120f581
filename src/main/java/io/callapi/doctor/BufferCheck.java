package io.callapi.doctor;

import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The kernel gives sockets the room that they ask for. */
record BufferCheck(Path file) implements Check {

  private static final long ENOUGH = 262_144;

  /** Where Linux has it. */
  static final BufferCheck LINUX = new BufferCheck(Path.of("/proc/sys/net/core/rmem_max"));

  @Override
  public String name() {
    return "receive buffer of this machine";
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    return patient
        .vertx()
        .executeBlocking(this::read)
        .map(text -> judge(Long.parseLong(text.strip())))
        .otherwise(CheckOutcome.skipped("not known here"));
  }

  /** In one read: the kernel gives the value to the first one only. */
  private String read() throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return Objects.requireNonNullElse(reader.readLine(), "");
    }
  }

  private static CheckOutcome judge(long size) {
    String found = "net.core.rmem_max is " + size;
    return size >= ENOUGH
        ? CheckOutcome.ok(found)
        : CheckOutcome.ok(
            found + ": bursts of events may be lost",
            "better, in /etc/sysctl.d/call-api.conf:  net.core.rmem_max = 1048576");
  }
}
