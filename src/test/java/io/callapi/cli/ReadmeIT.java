package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every block of the README, run or compared, with the program that has been built. */
class ReadmeIT {

  private static final Path JAR = Path.of("target", "call-api.jar");

  @TempDir private Path directory;

  @Test
  void holdsWordForWord() throws Exception {
    assumeTrue(Files.exists(JAR), JAR + " is built by mvn package");
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not here");
    Path told = directory.resolve("told");

    Process walk =
        new ProcessBuilder(List.of(".ci/readme", "--jar", JAR.toString()))
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();

    assertThat(walk.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readAllLines(told))
        .noneMatch(line -> line.startsWith("FAILED"))
        .anyMatch(line -> line.matches("ok +sh +scripts/call-api demo"))
        .anyMatch(line -> line.matches("ok +json .*"));
    assertThat(walk.exitValue()).isZero();
  }
}
