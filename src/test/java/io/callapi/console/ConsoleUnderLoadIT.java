package io.callapi.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The console in front of many calls that change all the time. A measurement, which other load on
 * the machine spoils: it is made only where it is asked for.
 */
@EnabledIfSystemProperty(
    named = "callapi.console.load",
    matches = "true",
    disabledReason = "measures; -Dcallapi.console.load=true has it run")
class ConsoleUnderLoadIT {

  private static final int CALLS = 560; // of which some are between two calls at any time

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  /** How long the main thread was at work, as the browser counts it, while changes came. */
  private static final String MEASURE =
      """
      new Promise(done => {
        let long = 0;
        new PerformanceObserver(list => list.getEntries().forEach(task => long += task.duration))
          .observe({type: 'longtask'});
        setTimeout(() => done(long), 10000);
      })""";

  @Test
  void leavesTheMainThreadFreeForFourFifthsOfTheTime() {
    try (ConsoleServer server = ConsoleServer.start(CALLS);
        Page page = CHROMIUM.open(server.url(), 1920, 1080)) {
      page.until("Number(document.querySelector('.badge')?.firstChild.data) >= 500");
      page.ask("Performance.enable", new JsonObject());
      page.ask("Network.enable", new JsonObject());
      int before = page.heard();
      double busyBefore = page.metric("TaskDuration");
      double timeBefore = page.metric("Timestamp");
      Object longTasks = page.evaluate(MEASURE);
      double busy = page.metric("TaskDuration") - busyBefore;
      double time = page.metric("Timestamp") - timeBefore;

      double perSecond = (page.heard() - before) / time;

      String figures =
          "busy for %.1f %% of %.1f s, long tasks for %s ms, %.0f messages a second"
              .formatted(100 * busy / time, time, longTasks, perSecond);
      System.out.println(figures);
      assertThat(perSecond).as(figures).isGreaterThan(60);
      assertThat(busy / time).as(figures).isLessThan(0.2);
      page.isInOrder();
    }
  }
}
