package io.callapi.opensips.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedReadTest {

  private final List<Promise<String>> reads = new ArrayList<>();
  private final SharedRead<String> shared = new SharedRead<>(this::begin);

  private Future<String> begin() {
    Promise<String> read = Promise.promise();
    reads.add(read);
    return read.future();
  }

  @Test
  void readsOnceForAllWhoAskMeanwhile() {
    Future<String> first = shared.get();
    Future<String> second = shared.get();
    Future<String> third = shared.get();
    assertThat(reads).hasSize(1);

    reads.get(0).complete("a");
    assertThat(reads).hasSize(2);
    reads.get(1).complete("b");

    assertThat(first.result()).isEqualTo("a");
    assertThat(second.result()).isEqualTo("b");
    assertThat(third.result()).isEqualTo("b");
    assertThat(reads).hasSize(2);
  }

  @Test
  void givesNobodyAReadThatBeganBeforeTheAsking() {
    Future<String> first = shared.get();
    Future<String> second = shared.get();
    reads.get(0).complete("old");

    assertThat(first.result()).isEqualTo("old");
    assertThat(second.isComplete()).isFalse();
  }

  @Test
  void readsAgainAfterAFailure() {
    Future<String> first = shared.get();
    Future<String> second = shared.get();
    reads.get(0).fail("lost");
    reads.get(1).complete("b");

    assertThat(first.failed()).isTrue();
    assertThat(second.result()).isEqualTo("b");
  }

  @Test
  void readsAnewWhenNoneRuns() {
    Future<String> first = shared.get();
    reads.get(0).complete("a");
    Future<String> second = shared.get();
    reads.get(1).complete("b");

    assertThat(first.result()).isEqualTo("a");
    assertThat(second.result()).isEqualTo("b");
  }
}
