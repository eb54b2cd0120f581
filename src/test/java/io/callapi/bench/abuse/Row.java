package io.callapi.bench.abuse;

import java.util.Arrays;

/** The ways of meaning ill, by the numbers that {@code --rows} takes. */
enum Row {
  STREAMS(1, "endless HTTP/2 streams"),
  PINGS(2, "pings, pongs unread"),
  ECHOES(4, "Echo of 60 kB, unread"),
  NESTING(5, "deep nesting, huge numbers"),
  COSTLY(6, "requests costly to refuse"),
  SILENT(7, "silent and dripping connections"),
  NOISE(12, "a stranger's noise"),
  HANDSHAKES(13, "malformed handshakes");

  private final int number;
  private final String words;

  Row(int number, String words) {
    this.number = number;
    this.words = words;
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
    return switch (this) {
      case STREAMS -> new EndlessStreams(target);
      case PINGS -> new UnreadPongs(target);
      case ECHOES -> new UnreadEchoes(target);
      case NESTING -> new DeepNesting(target);
      case COSTLY -> new CostlyRequests(target);
      case SILENT -> new SilentConnections(target);
      case NOISE -> new StrangersNoise(target);
      case HANDSHAKES -> new MalformedHandshakes(target);
    };
  }

  @Override
  public String toString() {
    return number + " " + words;
  }
}
