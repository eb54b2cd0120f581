package io.callapi.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FuzzRunIT {

  private final Vertx vertx = Vertx.vertx();
  private final Results results = new Results(new Trace(""));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void garbageOnAllSocketsChangesNothingForCommands() {
    FuzzRun run = new FuzzRun(vertx, results, 1);

    run.run(Duration.ofSeconds(3), 5).await();

    assertThat(run.sent()).isGreaterThan(100);
    assertThat(results.given()).isGreaterThan(10);
    assertThat(results.failures()).isEmpty();
    assertThat(results.violations()).isEmpty();
  }
}
