package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.LogLines;
import io.callapi.log.RareLog;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines that docs/operations.md names in its table of limits. */
class NoiseTest {

  @Test
  void saysWhichLimitWasReached() {
    Noise noise = Noise.create();
    Map<RareLog, String> lines =
        Map.of(
            noise.full(), "connections refused",
            noise.handshakes(), "connections that failed before any request",
            noise.slow(), "clients disconnected that read too slowly",
            noise.silent(), "clients cut off that did not finish a close",
            noise.unknown(), "requests refused without a valid token",
            noise.hurried(), "requests refused that came too fast");

    lines.forEach(
        (kind, words) -> {
          try (LogLines log = LogLines.of(Noise.class)) {
            kind.note("192.0.2.7");
            assertThat(log.text()).startsWith("1 " + words).endsWith("the last: 192.0.2.7");
          }
        });
  }
}
