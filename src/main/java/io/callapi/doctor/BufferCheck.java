package io.callapi.doctor;

import io.vertx.core.Future;
import java.nio.file.Path;

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
  public Future<Outcome> run(Patient patient) {
    return patient
        .vertx()
        .fileSystem()
        .readFile(file.toString())
        .map(text -> judge(Long.parseLong(text.toString().strip())))
        .otherwise(Outcome.skipped("not known here"));
  }

  private static Outcome judge(long size) {
    String found = "net.core.rmem_max is " + size;
    return size >= ENOUGH
        ? Outcome.ok(found)
        : Outcome.ok(
            found + ": bursts of events may be lost",
            "better, in /etc/sysctl.d/call-api.conf:  net.core.rmem_max = 1048576");
  }
}
