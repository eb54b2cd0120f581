package io.callapi.bench.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.bench.Vitals;
import io.callapi.bench.client.CommandLog;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest {

  private static final long MS = 1_000_000;

  private final Bounds bounds = new Bounds(480, true);
  private final Tally quiet = new Tally();
  private final Tally abused = new Tally();

  @Test
  void holdWhereNothingIsSlowerThanThreeTimes() {
    quiet.add(echo("Reply", "Ended"), 10 * MS);
    abused.add(echo("Reply", "Ended"), 29 * MS);

    assertThat(bounds.broken(quiet, abused, 480, 20)).isEmpty();
  }

  @Test
  void areBrokenByACommandThatIsFourTimesAsSlow() {
    quiet.add(echo("Reply", "Ended"), 10 * MS);
    abused.add(echo("Reply", "Ended"), 40 * MS);

    assertThat(bounds.broken(quiet, abused, 480, 20))
        .singleElement()
        .asString()
        .startsWith("p99 of Echo is 3"); // 39.8: the buckets of latencies have a width
  }

  @Test
  void letAServerWithLittleMemoryTakeItsTime() {
    quiet.add(echo("Reply", "Ended"), 10 * MS);
    abused.add(echo("Reply", "Ended"), 40 * MS);

    assertThat(new Bounds(288, false).broken(quiet, abused, 288, 20)).isEmpty();
    assertThat(new Bounds(288, false).broken(quiet, abused, 289, 20)).hasSize(1);
  }

  @Test
  void areBrokenByMemoryAndByTheLog() {
    assertThat(bounds.broken(quiet, abused, 481, 21))
        .isEqualTo(List.of("memory is 481 MB, more than 480", "21 lines were logged"));
  }

  @Test
  void areBrokenByACommandThatDoesNotEndRightly() {
    abused.add(echo("Ended"), MS);
    abused.add(echo("Error", "Ended"), MS);

    assertThat(bounds.broken(quiet, abused, 0, 0)).singleElement().asString().startsWith("2 ");
  }

  @Test
  void knowAServerThatIsAsItWas() {
    Vitals before = new Vitals(100, 100, 30, 20);

    assertThat(Bounds.isBack(before, new Vitals(300, 300, 34, 20))).isTrue();
    assertThat(Bounds.isBack(before, new Vitals(100, 300, 30, 21))).isFalse();
    assertThat(Bounds.isBack(before, new Vitals(100, 300, 35, 20))).isFalse();
  }

  private static CommandLog echo(String... events) {
    CommandLog log = new CommandLog("c1", "Echo", new JsonObject());
    log.add(
        new JsonObject().put("id", "c1").put("result", new JsonObject().put("event", "Started")));
    for (String event : events) {
      log.add(new JsonObject().put("params", new JsonObject().put("event", event)));
    }
    return log;
  }
}
