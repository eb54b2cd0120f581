package io.callapi.simulator;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator says what the real OpenSIPS 3.6.8 and 4.0.1 said in the recordings. */
@ExtendWith(VertxExtension.class)
class RecordingsReplayTest {

  private static final SimulatorTiming QUICK =
      new SimulatorTiming(
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofMillis(3),
          Duration.ofMillis(5),
          Duration.ofMillis(600),
          Duration.ofMillis(800),
          Duration.ofMillis(20),
          Duration.ofMillis(40),
          Duration.ofSeconds(3));

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void saysWhatTheRealProxySaid(Recording recording, Vertx vertx) {
    SimulatedOpenSips simulator =
        new SimulatedOpenSips(
            SimulatorOptions.defaults().withVersion(recording.version()).withTiming(QUICK));
    vertx.deployVerticle(simulator).await();

    new Replay(recording, simulator, vertx).run();
  }

  static Stream<Recording> recordings() throws IOException {
    return Stream.concat(
        in("3.6.8", Recording.ROOT.resolve("opensips-3.6")),
        in("4.0.1", Recording.ROOT.resolve("opensips-4.0")));
  }

  private static Stream<Recording> in(String version, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = files.sorted().toList();
      return sorted.stream()
          .filter(RecordingsReplayTest::isOfCalls)
          .map(file -> Recording.read(version, file));
    }
  }

  /**
   * The others are replayed in MiExchangesReplayTest, MiNotesReplayTest and RecordedBadRequestsIT.
   */
  private static boolean isOfCalls(Path file) {
    return !file.getFileName().toString().matches("(mi|proto)_.*");
  }
}
