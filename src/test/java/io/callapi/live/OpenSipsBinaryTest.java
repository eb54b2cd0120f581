package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenSipsBinaryTest {

  @TempDir private Path folder;

  @Test
  void findsNothingWhereNoneIsNamedAndNoneIsOnThePath() {
    assertThat(OpenSipsBinary.find("", folder.toString())).isEmpty();
  }

  @Test
  void refusesANamedOneThatIsNotThere() {
    String missing = folder.resolve("opensips").toString();

    assertThatThrownBy(() -> OpenSipsBinary.find(missing, ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("CALLAPI_OPENSIPS: %s is not a program", missing);
  }

  @Test
  void refusesANamedOneThatCannotBeRun() throws IOException {
    String text = Files.writeString(folder.resolve("opensips"), "").toString();

    assertThatThrownBy(() -> OpenSipsBinary.find(text, ""))
        .hasMessage("CALLAPI_OPENSIPS: %s is not a program", text);
  }

  @Test
  void refusesANamedOneWithoutModules() throws IOException {
    Path program =
        Files.writeString(Files.createDirectory(folder.resolve("sbin")).resolve("x"), "");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> OpenSipsBinary.find(program.toString(), ""))
        .hasMessageContaining("no modules");
  }

  @Test
  void findsANamedOneWithItsModules() throws IOException {
    Path program =
        Files.writeString(Files.createDirectory(folder.resolve("sbin")).resolve("x"), "");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path modules = Files.createDirectories(folder.resolve("lib64/opensips/modules"));
    Files.writeString(modules.resolve("callops.so"), "");

    assertThat(OpenSipsBinary.find(program.toString(), "").orElseThrow().modules())
        .isEqualTo(modules.toRealPath());
  }
}
