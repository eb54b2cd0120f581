package io.callapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.bus.Addresses;
import io.callapi.bus.Addresses.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The addresses on the event bus, and the table of docs/architecture.md that lists them. */
class AddressesTest {

  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `(callapi\\.[a-z.]+)(<[^>]+>)?` \\| `(\\w+)`, (\\w+) \\| .* \\| (yes|no) \\|$");

  @Test
  void areAllInTheDocumentation() throws IOException {
    String text = Files.readString(Path.of("docs/architecture.md"));
    List<String> documented = ROW.matcher(text).results().map(AddressesTest::row).toList();

    assertThat(Addresses.all())
        .extracting(AddressesTest::row)
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  @Test
  void areNamedAfterThisProgram() {
    assertThat(Addresses.all())
        .hasSizeGreaterThan(8)
        .allMatch(known -> known.name().matches("callapi(\\.[a-z]+)+\\.?"))
        .extracting(Known::name)
        .doesNotHaveDuplicates();
  }

  private static String row(MatchResult row) {
    String how = row.group(4).equals("request") ? "answered" : "told";
    return "%s %s %s local: %s".formatted(row.group(1), row.group(3), how, row.group(5));
  }

  private static String row(Known known) {
    return "%s %s %s local: %s"
        .formatted(
            known.name(),
            known.message().getSimpleName(),
            known.reply() == Void.class ? "told" : "answered",
            known.name().startsWith("callapi.cluster.") ? "no" : "yes");
  }
}
