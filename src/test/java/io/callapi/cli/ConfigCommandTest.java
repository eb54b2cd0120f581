package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

  @TempDir private Path directory;

  private final CommandLineRun run = new CommandLineRun();

  @Test
  void namesTheFileThatIsRight() throws Exception {
    String file = file("ws_server:\n  port: 6000\n");

    assertThat(run.exitCode("config", "check", "--config", file)).isZero();

    assertThat(run.out()).isEqualToNormalizingNewlines("ok: " + file + "\n");
  }

  @Test
  void exitsWith2AndEachWrongKey() throws Exception {
    String file = file("ws_server:\n  prt: 1\nmi:\n  timeout: x\n");

    assertThat(run.exitCode("config", "check", "--config", file)).isEqualTo(2);

    assertThat(run.err())
        .contains(file + " line 2: ws_server.prt is not a key; did you mean port?")
        .contains(file + " line 4: mi.timeout must be a duration");
  }

  @Test
  void looksForTheFilesThatTheConfigurationNames() throws Exception {
    String file = file("cluster: {tls_certificate: /none, tls_key: /none, tls_authority: /none}\n");

    assertThat(run.exitCode("config", "check", "--config", file)).isEqualTo(2);

    assertThat(run.err()).contains("cluster.tls_key must be a file that can be read, not /none");
  }

  @Test
  void saysTheSameOfAFileThatIsNotThereWhateverIsToBeDone() {
    String none = directory.resolve("none.yml").toString();

    for (String command : List.of("serve", "cmd Echo", "demo", "call Echo", "status")) {
      CommandLineRun each = new CommandLineRun();

      assertThat(each.exitCode((command + " --config=" + none).split(" "))).isEqualTo(2);

      assertThat(each.err()).contains(none + ": cannot be read: there is no such file");
    }
  }

  @Test
  void printsWhatHoldsAndWhereItComesFrom() throws Exception {
    String file = file("ws_server:\n  port: 6000\n");

    assertThat(run.exitCode("config", "print", "--config", file)).isZero();

    assertThat(run.out())
        .startsWith("# " + file)
        .containsPattern("(?m)^  port: 6000 +# \\Q" + file + "\\E line 2$")
        .containsPattern("(?m)^  hold: 35s +# default$");
  }

  @Test
  void needsASubcommandAndHasHelpForEach() {
    assertThat(run.exitCode("config")).isEqualTo(2);
    assertThat(run.err()).contains("check or print");
    assertThat(run.exitCode("config", "print", "--help")).isZero();
    assertThat(run.out()).contains("hidden");
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("c.yml"), text).toString();
  }
}
