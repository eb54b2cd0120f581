package io.callapi.opensips.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendWindowTest {

  private final FakeNanos clock = new FakeNanos();
  private final RoundTrips roundTrips = new RoundTrips(clock);
  private final SendWindow window = new SendWindow(512);

  @Test
  void beginsWith32() {
    assertThat(window.size()).isEqualTo(32);
  }

  @Test
  void doublesInARoundTripWhileRepliesComeAsQuicklyAsEver() {
    answer(32, ofMillis(1200));

    assertThat(window.size()).isEqualTo(64);
  }

  @Test
  void growsTo512AtMost() {
    answer(10_000, ofMillis(1));

    assertThat(window.size()).isEqualTo(512);
  }

  @Test
  void doesNotGrowForWhatWouldFitAnyway() {
    roundTrips.add(ofMillis(1));
    window.answered(ofMillis(1), roundTrips, 3, clock.getAsLong());

    assertThat(window.size()).isEqualTo(32);
  }

  @Test
  void shrinksOnceInARoundTripWhenRepliesComeLater() {
    answer(96, ofMillis(1));
    answer(20, ofMillis(700));

    assertThat(window.size()).isEqualTo(102); // 0.8 * 128
  }

  @Test
  void shrinksNoFurtherThanItBeganForRepliesThatAreLate() {
    answer(96, ofMillis(1));
    for (int i = 0; i < 20; i++) {
      clock.advance(ofSeconds(1));
      answer(1, ofMillis(700));
    }

    assertThat(window.size()).isEqualTo(32);
  }

  @Test
  void halvesDownTo4WhenNothingIsAnsweredAnyMore() {
    answer(96, ofMillis(1));

    overdue(false);
    assertThat(window.size()).isEqualTo(64);

    for (int i = 0; i < 10; i++) {
      clock.advance(ofSeconds(5));
      overdue(false);
    }
    assertThat(window.size()).isEqualTo(4);
  }

  @Test
  void keepsRoomFor128WhereSingleRequestsAreLost() {
    answer(10_000, ofMillis(1));
    for (int i = 0; i < 10; i++) {
      clock.advance(ofSeconds(5));
      overdue(true);
    }

    assertThat(window.size()).isEqualTo(128);
  }

  @Test
  void growsByAQuarterInARoundTripOnceItHasFoundItsSize() {
    answer(96, ofMillis(1));
    overdue(false);
    answer(64, ofMillis(1));

    assertThat(window.size()).isEqualTo(80);
  }

  /** The first request to a proxy that is late, or not there, says nothing of how much it bears. */
  @Test
  void doesNotShrinkBeforeAnyReplyHasCome() {
    overdue(false);

    assertThat(window.size()).isEqualTo(32);
  }

  @Test
  void regainsHalfItsSizeQuicklyWhenTheProxyAnswersAgain() {
    answer(96, ofMillis(1));
    for (int i = 0; i < 10; i++) {
      clock.advance(ofSeconds(5));
      overdue(false);
    }
    assertThat(window.size()).isEqualTo(4);

    answer(60, ofMillis(1));

    assertThat(window.size()).isEqualTo(64);
  }

  @Test
  void knowsWhatCanBeAnsweredInATime() {
    roundTrips.add(ofSeconds(1));

    assertThat(window.capacity(ofSeconds(6), ofSeconds(1)))
        .isEqualTo(32 + 64 + 128 + 256 + 512 + 512);
  }

  /** Once it has found its size it grows by a quarter. */
  @Test
  void knowsWhatCanBeAnsweredAfterItHasShrunk() {
    answer(96, ofSeconds(1));
    overdue(false);

    assertThat(window.capacity(ofSeconds(3), ofSeconds(1))).isEqualTo(64 + 80 + 100);
  }

  private void answer(int replies, Duration roundTrip) {
    for (int i = 0; i < replies; i++) {
      roundTrips.add(roundTrip);
      window.answered(roundTrip, roundTrips, window.size(), clock.getAsLong());
    }
  }

  private void overdue(boolean lost) {
    window.overdue(lost, roundTrips, clock.getAsLong());
  }
}
