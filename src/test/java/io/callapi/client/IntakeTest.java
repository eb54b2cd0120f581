package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.client.wire.Reading;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private static final int LONG = LongMessages.LONG + 1;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> pauses = new ArrayList<>();
  private final LongMessages longOnes =
      new LongMessages(
          nanos::get,
          (pause, next) -> {
            pauses.add(pause);
            next.run();
          });
  private final List<String> begun = new ArrayList<>();
  private final List<Promise<Void>> answers = new ArrayList<>();
  private final Intake intake = intake(channel);

  private Intake intake(EmbeddedChannel of) {
    return new Intake(new Reading(of), longOnes, this::work);
  }

  private Future<Void> work(String text) {
    begun.add(text);
    Promise<Void> answer = Promise.promise();
    answers.add(answer);
    return answer.future();
  }

  private void answer(String text) {
    answers.get(begun.indexOf(text)).complete();
  }

  private boolean isRead() {
    return channel.config().isAutoRead();
  }

  @Test
  void readsNothingMoreWhileManyBytesAreNotAnswered() {
    for (int i = 0; i < 33; i++) {
      assertThat(isRead()).isTrue();
      intake.take("m" + i, 1024);
    }

    assertThat(isRead()).isFalse();
    answer("m7");
    assertThat(isRead()).isTrue();
  }

  @Test
  void readsNothingMoreWhileOneLongMessageIsNotAnswered() {
    intake.take("long", 60_000);

    assertThat(begun).containsExactly("long");
    assertThat(isRead()).isFalse();
    answer("long");
    assertThat(isRead()).isTrue();
  }

  @Test
  void worksOnTwoLongMessagesAtATimeAndOnShortOnesOfOthersMeanwhile() {
    List<Intake> others = List.of(other(), other(), other());

    intake.take("a", LONG);
    others.forEach(other -> other.take("b" + others.indexOf(other), LONG));
    other().take("short", 100);

    assertThat(begun).containsExactly("a", "b0", "short");
    answer("b0");
    assertThat(begun).endsWith("short", "b1");
    answer("a");
    answer("b1");
    assertThat(begun).endsWith("b1", "b2");
  }

  @Test
  void pausesAfterALongMessageForThreeTimesAsLongAsItTookAnd50MsAtMost() {
    intake.take("a", LONG);
    nanos.addAndGet(Duration.ofMillis(4).toNanos());
    answer("a");
    intake.take("b", LONG);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    answer("b");

    assertThat(pauses).containsExactly(Duration.ofMillis(12), Duration.ofMillis(50));
  }

  @Test
  void keepsTheOrderOfOneClientWhereALongMessageWaits() {
    occupy();

    intake.take("long", LONG);
    intake.take("short", 100);
    assertThat(begun).containsExactly("x", "y");
    answer("x");

    assertThat(begun).containsExactly("x", "y", "long", "short");
  }

  @Test
  void passesTheTurnOnWhenAClientHasGone() {
    occupy();
    Intake next = other();

    intake.take("gone", LONG);
    next.take("next", LONG);
    intake.close();
    answer("x");

    assertThat(begun).containsExactly("x", "y", "next");
  }

  /** Two clients with a long message each. */
  private void occupy() {
    other().take("x", LONG);
    other().take("y", LONG);
  }

  private Intake other() {
    return intake(new EmbeddedChannel());
  }
}
