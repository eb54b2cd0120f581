package io.callapi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console knows and says, without a page: in Node, where that is here. */
class ConsoleModelTest {

  private static final Path MODEL = Path.of("src/main/resources/webroot/console/model");
  private static final Path TESTS = Path.of("src/test/js");

  @TempDir private Path directory;

  @Test
  void keepsItsTests() throws Exception {
    assumeThat(isNodeHere()).as("Node 20 or later").isTrue();
    copy(MODEL, directory.resolve("model"));
    List<String> command = new ArrayList<>(List.of("node", "--test"));
    command.addAll(copy(TESTS, directory.resolve("test")));
    Files.writeString(directory.resolve("package.json"), "{\"type\":\"module\"}");

    Process node =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String told = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(node.waitFor()).as(told).isZero();
  }

  private static boolean isNodeHere() throws InterruptedException {
    try {
      String old = "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)";
      return new ProcessBuilder("node", "-e", old).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        names.add(Files.copy(file, to.resolve(file.getFileName())).toString());
      }
    }
    return names;
  }
}
