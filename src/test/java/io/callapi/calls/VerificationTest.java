package io.callapi.calls;

import static io.callapi.calls.DialogExamples.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {

  private final FakeTime time = new FakeTime();
  private final List<Long> looks = new ArrayList<>();
  private Future<Void> answer = Future.succeededFuture();
  private final Verification verification =
      new Verification(
          time,
          CallTableSettings.DEFAULT.pace().silences(),
          call -> {
            looks.add(time.millis());
            return answer;
          });

  @Test
  void looksLessAndLessOftenAtACallThatIsSilent() {
    verification.start(OLD);
    time.pass(45_000);

    assertThat(looks).containsExactly(1_500L, 4_500L, 10_500L, 20_500L, 30_500L, 40_500L);
  }

  @Test
  void doesNotLookAtACallThatIsHeardOf() {
    verification.start(OLD);
    for (int i = 0; i < 20; i++) {
      time.pass(1_400);
      verification.heard(OLD);
    }

    assertThat(looks).isEmpty();
  }

  @Test
  void beginsAnewWhenSomethingIsHeard() {
    verification.start(OLD);
    time.pass(11_000);
    looks.clear();

    verification.heard(OLD);
    time.pass(4_500);

    assertThat(looks).containsExactly(12_500L, 15_500L);
  }

  @Test
  void looksAgainAfterALookThatFailed() {
    answer = Future.failedFuture("no reply");
    verification.start(OLD);
    time.pass(4_500);

    assertThat(looks).hasSize(2);
  }

  @Test
  void doesNotLookAgainBeforeTheLastLookIsAnswered() {
    Promise<Void> slow = Promise.promise();
    answer = slow.future();
    verification.start(OLD);
    time.pass(60_000);
    assertThat(looks).hasSize(1);

    slow.complete();
    time.pass(3_000);
    assertThat(looks).hasSize(2);
  }

  @Test
  void beginsAnewWhenSomethingIsHeardDuringALook() {
    Promise<Void> slow = Promise.promise();
    answer = slow.future();
    verification.start(OLD);
    time.pass(1_600);
    verification.heard(OLD);
    slow.complete();
    answer = Future.succeededFuture();
    time.pass(1_500);

    assertThat(looks).containsExactly(1_500L, 3_100L);
  }

  @Test
  void stopsWithNothingLeft() {
    verification.start(OLD);
    verification.stop(OLD);
    time.pass(60_000);

    assertThat(looks).isEmpty();
    assertThat(time.pending()).isZero();
  }
}
