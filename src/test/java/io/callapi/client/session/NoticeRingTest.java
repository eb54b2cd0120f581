package io.callapi.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The notifications that are kept of one session. */
class NoticeRingTest {

  private static final Duration AGE = Duration.ofMinutes(10);
  private static final int ROOM = 100_000;

  private long now = Long.MAX_VALUE - 5; // it wraps round
  private final NoticeRing ring = ring(100, ROOM);

  private NoticeRing ring(int notices, long bytes) {
    return new NoticeRing(
        new SessionLimits(1, Duration.ZERO, notices, bytes, AGE, ROOM), () -> now);
  }

  private static void fill(NoticeRing ring, int first, int last) {
    IntStream.rangeClosed(first, last).forEach(number -> ring.add("notice " + number));
  }

  @Test
  void numbersFromOneWithoutHoles() {
    assertThat(ring.last()).isZero();
    assertThat(ring.first()).isOne();

    fill(ring, 1, 50);

    assertThat(ring.last()).isEqualTo(50);
    IntStream.rangeClosed(1, 50)
        .forEach(number -> assertThat(ring.get(number)).isEqualTo("notice " + number));
  }

  @Test
  void hasNothingBeforeTheFirstAndBehindTheLast() {
    fill(ring, 1, 3);

    assertThat(ring.get(0)).isNull();
    assertThat(ring.get(4)).isNull();
  }

  @Test
  void keepsTheLastOnesOfMoreThanItMay() {
    fill(ring, 1, 1234);

    assertThat(ring.first()).isEqualTo(1135);
    assertThat(ring.get(1134)).isNull();
    IntStream.rangeClosed(1135, 1234)
        .forEach(number -> assertThat(ring.get(number)).isEqualTo("notice " + number));
  }

  @Test
  void forgetsTheOldestWhereTheyAreTooLong() {
    NoticeRing small = ring(100, 10 * (100 + NoticeRing.OWN_BYTES));

    IntStream.range(0, 30).forEach(i -> small.add("x".repeat(100)));

    assertThat(small.first()).isEqualTo(21);
    assertThat(small.bytes()).isEqualTo(10 * (100 + NoticeRing.OWN_BYTES));
  }

  @Test
  void countsTwoBytesForEachCharacterWhereOneIsNotAscii() {
    assertThat(ring.add("abc")).isEqualTo(NoticeRing.OWN_BYTES + 3);
    assertThat(ring.add("ab\u20ac")).isEqualTo(NoticeRing.OWN_BYTES + 6);
  }

  @Test
  void keepsNothingThatIsLongerThanAll() {
    NoticeRing small = ring(100, 200);
    small.add("short");

    long more = small.add("x".repeat(500));

    assertThat(small.first()).isEqualTo(3);
    assertThat(small.bytes()).isZero();
    assertThat(more).isNegative();
  }

  @Test
  void forgetsThoseThatAreTooOld() {
    fill(ring, 1, 2);
    now += AGE.toNanos() / 2;
    fill(ring, 3, 4);
    now += AGE.toNanos() / 2 + 1;
    long before = ring.bytes();

    long freed = ring.forgetExpired();

    assertThat(ring.first()).isEqualTo(3);
    assertThat(ring.last()).isEqualTo(4);
    assertThat(freed).isEqualTo(before - ring.bytes()).isPositive();
  }

  @Test
  void takesTheRoomOfAllTogetherFromTheLargest() {
    RingTotal total = new RingTotal(20_000);
    KeptNotices small = new KeptNotices(ring(1000, ROOM), total);
    KeptNotices large = new KeptNotices(ring(1000, ROOM), total);
    IntStream.range(0, 10).forEach(i -> small.add("x".repeat(100)));

    IntStream.range(0, 300).forEach(i -> large.add("x".repeat(100)));

    assertThat(total.bytes())
        .isLessThanOrEqualTo(20_000)
        .isEqualTo(small.ring().bytes() + large.ring().bytes());
    assertThat(small.first()).isOne();
    assertThat(large.first()).isGreaterThan(100);
    assertThat(large.last()).isEqualTo(300);
  }

  @Test
  void givesTheRoomOfASessionBackThatHasEnded() {
    RingTotal total = new RingTotal(20_000);
    KeptNotices notices = new KeptNotices(ring(1000, ROOM), total);
    notices.add("x");

    notices.close();
    notices.close();

    assertThat(total.bytes()).isZero();
  }
}
