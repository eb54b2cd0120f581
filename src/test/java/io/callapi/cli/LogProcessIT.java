package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a server that is a process of its own. */
class LogProcessIT {

  @TempDir private Path directory;

  private @Nullable Process server;
  private String url = "";

  @AfterEach
  void end() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @Test
  void beginsNewFilesAtSighupAndRunsOn() throws Exception {
    assumeFalse(isSighupIgnored(), "SIGHUP is ignored here, as under nohup");
    Path log = directory.resolve("x.log");
    Path audit = directory.resolve("audit.log");
    Process process = start("log: {file_path: %s}\naudit: {file_path: %s}\n".formatted(log, audit));
    assertThat(echo("before")).isZero();
    await().until(() -> Files.readString(audit).contains("before"));
    Files.move(log, directory.resolve("x.log.1"));
    Files.move(audit, directory.resolve("audit.log.1"));

    hangUp(process);
    await().until(() -> Files.exists(log) && Files.exists(audit));

    assertThat(echo("after")).isZero();
    await().until(() -> Files.readString(log).contains("Echo after: ok"));
    await().until(() -> Files.readString(audit).contains("after"));
    assertThat(new JsonObject(Files.readString(audit)).getString("outcome")).isEqualTo("ok");
    assertThat(Files.readString(directory.resolve("x.log.1")))
        .contains("Echo before: ok")
        .doesNotContain("after");
    assertThat(process.isAlive()).isTrue();
  }

  /** What a process ignores at its start it cannot take; so it is with all that it starts. */
  private static boolean isSighupIgnored() throws IOException {
    String mask =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return new BigInteger(mask, 16).testBit(0); // signal 1
  }

  @Test
  void saysOfAFullDiskOnStderrAndInItsStatusAndServesOn() throws Exception {
    Process process = start("log: {file_path: /dev/full}\n");

    assertThat(echo("one")).isZero();

    CommandLineRun status = new CommandLineRun();
    await()
        .untilAsserted(
            () -> {
              assertThat(status.exitCode("status", "--url", url)).isZero();
              assertThat(status.out())
                  .contains("log: /dev/full cannot be written: No space left on device")
                  .containsPattern("log: lines lost: [1-9]");
            });
    process.destroy();
    assertThat(process.waitFor(20, SECONDS)).isTrue();
    assertThat(Files.readString(directory.resolve("err")))
        .containsOnlyOnce("call-api: /dev/full cannot be written: No space left on device");
  }

  private int echo(String id) {
    return new CommandLineRun().exitCode("call", "Echo", "cmd_id=" + id, "--url", url);
  }

  private static void hangUp(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-HUP", "" + process.pid()).start();
    assertThat(kill.waitFor(10, SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  private Process start(String configuration) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("call-api.yml"), configuration + "management: {enabled: false}\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--simulate", "--port", "0", "--config", file.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(Redirect.to(directory.resolve("err").toFile()))
            .start();
    server = process;
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String ready = out.readLine();
    assertThat(ready).contains(" on ws://");
    url = ready.substring(ready.indexOf("ws://"));
    return process;
  }
}
