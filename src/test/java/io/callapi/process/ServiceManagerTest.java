package io.callapi.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {

  @TempDir private Path directory;

  @Test
  void isToldThatTheServerIsReadyWhereItHasAskedForIt() throws Exception {
    new ServiceManager(Map.of("NOTIFY_SOCKET", "/run/x"), notifier()).tellReady("Serving");

    assertThat(directory.resolve("told")).hasContent("--ready\n--status=Serving");
  }

  @Test
  void isToldNothingWhereItHasNotAsked() throws Exception {
    new ServiceManager(Map.of(), notifier()).tellReady("Serving");

    assertThat(directory.resolve("told")).doesNotExist();
  }

  @Test
  void isNotNeededForTheServerToRun() {
    ServiceManager manager =
        new ServiceManager(
            Map.of("NOTIFY_SOCKET", "/run/x"), directory.resolve("missing").toString());

    assertThatCode(() -> manager.tellReady("Serving")).doesNotThrowAnyException();
  }

  /** In place of systemd-notify: writes down what it is called with, a line each. */
  private String notifier() throws IOException {
    Path script = directory.resolve("notifier");
    Files.writeString(
        script, "#!/bin/sh\nprintf '%s\\n' \"$@\" >'" + directory.resolve("told") + "'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }
}
