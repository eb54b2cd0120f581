package io.callapi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.cli.SickServer.Illness;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that cannot do its work any more ends at once, with a code and a line that say why. */
class ProcessEndIT {

  private static final int SIGTERM = 128 + 15;

  @TempDir private Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void kill() {
    started.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @CsvSource({
    "HEAP_IS_FULL, 3, java.lang.OutOfMemoryError",
    "DIRECT_MEMORY_IS_FULL, 3, direct memory",
    "EVENT_LOOP_IS_BLOCKED, 4, has done nothing for 2.0 s",
    "EVENT_LOOP_IS_DEAD, 4, is dead"
  })
  void endsWithACodeAndALineWhen(Illness illness, int code, String reason) throws Exception {
    Process server = start(illness, "2s");

    assertThat(server.waitFor(60, SECONDS)).isTrue();

    assertThat(server.exitValue()).as(log()).isEqualTo(code);
    assertThat(log().lines()).last().asString().contains(reason);
  }

  @Test
  void endsAtSigtermThoughAnEventLoopIsBlocked() throws Exception {
    Process server = start(Illness.EVENT_LOOP_IS_BLOCKED, "0");
    try (BufferedReader out = server.inputReader(UTF_8)) {
      assertThat(out.readLine()).startsWith("Listening");

      server.toHandle().destroy(); // unlike that of the process it leaves the output open

      assertThat(server.waitFor(60, SECONDS)).isTrue();
      assertThat(server.exitValue()).as(log()).isEqualTo(SIGTERM);
      assertThat(log()).contains("the stop was cut off");
    }
  }

  private Process start(Illness illness, String stuckExit) throws IOException {
    Path config = directory.resolve("call-api.yml");
    Files.writeString(config, "process:\n  stuck_exit: " + stuckExit + "\nmanagement: {port: 0}\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-Xmx48m", "-XX:MaxDirectMemorySize=16m"));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr"));
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SickServer.class.getName(), illness.name(), "serve", "--simulate"));
    command.addAll(List.of("--port", "0", "--config", config.toAbsolutePath().toString()));
    Process server = new ProcessBuilder(command).redirectError(logFile().toFile()).start();
    started.add(server);
    return server;
  }

  private Path logFile() {
    return directory.resolve("log");
  }

  private String log() throws IOException {
    return Files.readString(logFile());
  }
}
