package io.callapi.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of limits in the documentation, beside what holds where nothing is configured. */
class LimitsTableTest {

  private static final Pattern KEY = Pattern.compile("`([a-z_]+(?:\\.[a-z_]+)*)`");
  private static final Pattern QUANTITY = Pattern.compile("([0-9][0-9,]*)(?: (KiB|MiB|s)\\b)?");
  private static final Map<String, Long> UNITS =
      Map.of("KiB", 1024L, "MiB", 1024L * 1024, "s", Duration.ofSeconds(1).toMillis());

  /** A limit that has a key. */
  record Row(String key, String standard) {

    /** In bytes, in milliseconds, or as it is. */
    List<Long> quantities() {
      return QUANTITY
          .matcher(standard)
          .results()
          .map(
              found ->
                  Long.parseLong(found.group(1).replace(",", ""))
                      * UNITS.getOrDefault(String.valueOf(found.group(2)), 1L))
          .toList();
    }
  }

  static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String document : List.of("operations.md", "protocol.md")) {
      String section =
          Files.readString(Path.of("docs", document))
              .split("\n## Limits\n", -1)[1]
              .split("\n## ", -1)[0];
      String prefix = "";
      for (String line : section.lines().toList()) {
        String[] cells = line.split(" *\\| *", -1);
        if (line.startsWith("| what |")) {
          prefix = line.contains("key in `ws_server`") ? "ws_server." : "";
        } else if (line.startsWith("| ") && cells.length > 3) {
          rows.addAll(rowsOf(prefix, cells));
        }
      }
    }
    return rows;
  }

  private static List<Row> rowsOf(String prefix, String[] cells) {
    return KEY.matcher(cells[3])
        .results()
        .filter(found -> !found.group(1).equals("proxies"))
        .map(found -> new Row(prefix + found.group(1), cells[2]))
        .toList();
  }

  private static Map<String, Object> defaults() {
    ConfigReader reader = new ConfigReader(Locations.NONE, List.of());
    assertThat(reader.read(new JsonObject())).isNotNull();
    Map<String, Object> defaults = new HashMap<>();
    reader.effective().forEach(each -> defaults.put(each.key(), String.valueOf(each.value())));
    return defaults;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesTheDefaultOfEachKey(Row row) {
    Map<String, Object> defaults = defaults();
    if (row.key().equals("max_running_commands")) { // of an entry in proxies
      assertThat(row.standard()).isEqualTo("no limit");
      return;
    }
    assertThat(defaults).containsKey(row.key());
    String known = String.valueOf(defaults.get(row.key()));
    long standard =
        known.matches("[0-9]+") ? Long.parseLong(known) : Durations.parse(known).toMillis();

    assertThat(row.quantities()).contains(standard);
  }

  @Test
  void namesEachKeyThatIsABound() throws IOException {
    List<String> bounds =
        defaults().keySet().stream()
            .filter(
                key ->
                    key.matches(
                        "(ws_server|sessions|mi|process|log|audit)\\.(max_.*|.*_timeout|keep_.*)"))
            .filter(key -> !key.matches("mi\\..*_timeout")) // among the deadlines of commands
            .toList();

    assertThat(rows()).extracting(Row::key).containsAll(bounds);
    assertThat(bounds).hasSizeGreaterThan(15);
  }
}
