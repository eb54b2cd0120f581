package io.callapi.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.log.CommandEntry.Client;
import io.callapi.log.CommandEntry.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandEntryTest {

  @Test
  void hasNoMoreThan256CharactersOfWhateverAClientOrAProxySays() {
    CommandEntry entry =
        new CommandEntry(
            new Client("s", "192.0.2.7:1"),
            "c".repeat(300),
            "m".repeat(300),
            null,
            List.of(),
            "",
            Result.refused(-32601, "r".repeat(300)),
            Duration.ZERO);

    assertThat(entry.fields())
        .containsEntry("cmd_id", "c".repeat(256) + "\u2026")
        .containsEntry("method", "m".repeat(256) + "\u2026")
        .containsEntry("reason", "r".repeat(256) + "\u2026");
    assertThat(entry.toString()).hasSizeLessThan(3 * 256 + 120);
  }
}
