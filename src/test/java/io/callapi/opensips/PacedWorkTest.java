package io.callapi.opensips;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.recipe.FakeTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacedWorkTest {

  private final FakeTimers timers = new FakeTimers();
  private final List<Integer> begun = new ArrayList<>();
  private final List<Promise<String>> ends = new ArrayList<>();
  private final PacedWork<Integer> work = new PacedWork<>(timers, this::begin);

  private Future<String> begin(int number) {
    begun.add(number);
    Promise<String> end = Promise.promise();
    ends.add(end);
    return end.future();
  }

  @Test
  void does50ASecond() {
    work.add(IntStream.range(0, 200).boxed().toList());
    endAllAsTheyBegin(ofSeconds(1).toMillis());

    assertThat(begun).hasSizeBetween(50, 51);

    endAllAsTheyBegin(ofSeconds(10).toMillis());
    assertThat(begun).hasSize(200);
  }

  @Test
  void waitsForTheFirstWhereTheProxyIsLate() {
    work.add(IntStream.range(0, 200).boxed().toList());
    timers.advance(ofSeconds(10));
    assertThat(begun).hasSize(50);

    ends.get(0).complete("done");
    timers.advance(ofMillis(20));

    assertThat(begun).hasSize(51);
  }

  @Test
  void doesOnceWhatIsAddedTwiceMeanwhile() {
    work.add(List.of(1, 2, 3));
    work.add(List.of(2, 3, 4));
    timers.advance(ofSeconds(1));

    assertThat(begun).containsExactly(1, 2, 3, 4);
  }

  private void endAllAsTheyBegin(long millis) {
    for (long passed = 0; passed < millis; passed += 10) {
      timers.advance(ofMillis(10));
      ends.forEach(end -> end.tryComplete("done"));
    }
  }
}
