package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedPhonesTest {

  @Test
  void standsInTheReadmeAsItIs() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    int head = lines.indexOf("| name | what it does |");
    List<String> table =
        lines.stream().skip(head + 2L).takeWhile(line -> line.startsWith("|")).toList();

    assertThat(table)
        .isEqualTo(SimulatedPhones.rows().stream().map(SimulatedPhonesTest::row).toList());
  }

  private static String row(SimulatedPhones.Row row) {
    String name = row.name().contains(" ") ? row.name() : "`" + row.name() + "`";
    return "| %s | %s |".formatted(name, row.does());
  }

  @Test
  void namesEachPhoneOnce() {
    assertThat(SimulatedPhones.rows())
        .extracting(SimulatedPhones.Row::name)
        .doesNotHaveDuplicates();
    assertThat(SimulatedPhones.rows())
        .extracting(SimulatedPhones.Row::does)
        .doesNotHaveDuplicates();
  }
}
