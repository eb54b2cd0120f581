package io.callapi.bench.abuse;

import java.util.Arrays;
import java.util.function.Function;

/** The ways of meaning ill, by the numbers that {@code --rows} takes. */
enum Row {
  STREAMS(1, "endless HTTP/2 streams", EndlessStreams::new),
  PINGS(2, "pings, pongs unread", UnreadPongs::new),
  ECHOES(4, "Echo of 60 kB, unread", UnreadEchoes::new),
  NESTING(5, "deep nesting, huge numbers", DeepNesting::new),
  COSTLY(6, "requests costly to refuse", CostlyRequests::new),
  SILENT(7, "silent and dripping connections", SilentConnections::new),
  NOISE(12, "a stranger's noise", StrangersNoise::new),
  HANDSHAKES(13, "malformed handshakes", MalformedHandshakes::new);

  private final int number;
  private final String words;
  private final Function<Target, Scenario> scenario;

  Row(int number, String words, Function<Target, Scenario> scenario) {
    this.number = number;
    this.words = words;
    this.scenario = scenario;
  }

  static Row of(int number) {
    return Arrays.stream(values())
        .filter(row -> row.number == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such row: " + number));
  }

  int number() {
    return number;
  }

  Scenario against(Target target) {
    return scenario.apply(target);
  }

  @Override
  public String toString() {
    return number + " " + words;
  }
}
