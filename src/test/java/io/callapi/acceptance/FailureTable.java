package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of failures in docs/protocol.md: what each test expects. */
final class FailureTable {

  private static final Path DOCUMENT = Path.of("docs", "protocol.md");
  private static final int COLUMNS = 7;

  private FailureTable() {}

  /**
   * One row. "…" stands for any text.
   *
   * @param deadline settings in back quotes, and seconds, to be added up; empty for none
   */
  record Row(
      String command,
      String failure,
      String data,
      String source,
      String code,
      String reason,
      String deadline) {

    /** Deadlines end when they have passed, and this machine has other things to do as well. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private static final Pattern SETTING = Pattern.compile("`([a-z_.]+)`");
    private static final Pattern SECONDS = Pattern.compile("([0-9]+) s");

    /** The name of the test. */
    String title() {
      return command + ": " + failure.replace("`", "");
    }

    /** Checks that a command has ended as this row says. */
    void describes(Run run, CallApiServer server) {
      run.endsWithin(latest(server).plus(TOLERANCE));
      if (data.startsWith("none")) {
        assertThat(run.failure()).isEmpty();
        return;
      }
      Failure failed = run.failure().orElseThrow(() -> new AssertionError(run.events()));
      assertThat(failed.data()).matches(pattern(data.replace("`", "")));
      assertThat(failed.source()).isEqualTo(source);
      assertThat(failed.code() == null ? "" : failed.code().toString()).isEqualTo(code);
      assertThat(failed.reason()).matches(pattern(reason));
      assertThat(run.messages().get(0).json().getString("method")).isEqualTo(command);
      assertThat(run.events()).endsWith("Error", "Ended");
    }

    private Duration latest(CallApiServer server) {
      Duration sum = Duration.ZERO;
      for (MatchResult setting : SETTING.matcher(deadline).results().toList()) {
        sum = sum.plus(server.duration(setting.group(1)));
      }
      Matcher seconds = SECONDS.matcher(deadline);
      return seconds.find() ? sum.plusSeconds(Integer.parseInt(seconds.group(1))) : sum;
    }

    private static Pattern pattern(String text) {
      String[] parts = text.split("…", -1);
      return Pattern.compile(String.join(".+", Arrays.stream(parts).map(Pattern::quote).toList()));
    }
  }

  /** All rows. */
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(DOCUMENT)) {
        String[] cells = line.split("\\|", -1);
        if (line.startsWith("| Call") && cells.length == COLUMNS + 2) {
          List<String> row = Arrays.stream(cells).map(String::strip).toList().subList(1, 8);
          rows.add(
              new Row(
                  row.get(0),
                  row.get(1),
                  row.get(2),
                  row.get(3),
                  row.get(4),
                  row.get(5),
                  row.get(6)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** The row that a test of that name is for. */
  static Optional<Row> find(String title) {
    return rows().stream().filter(row -> row.title().equals(title)).findFirst();
  }
}
