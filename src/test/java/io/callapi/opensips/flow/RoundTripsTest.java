package io.callapi.opensips.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundTripsTest {

  private final FakeNanos clock = new FakeNanos();
  private final RoundTrips roundTrips = new RoundTrips(clock);

  @Test
  void waitsT1BeforeTheFirstSample() {
    assertThat(roundTrips.timeout()).isEqualTo(ofMillis(500));
  }

  /** RFC 6298, section 2.2: SRTT = R, RTTVAR = R/2, RTO = SRTT + 4 RTTVAR. */
  @Test
  void takesTheFirstSampleAsItIs() {
    roundTrips.add(ofMillis(400));

    assertThat(roundTrips.smoothed()).isEqualTo(ofMillis(400));
    assertThat(roundTrips.timeout()).isEqualTo(ofMillis(1200));
  }

  /** Section 2.3: RTTVAR = 3/4 200 + 1/4 |400 - 800|, SRTT = 7/8 400 + 1/8 800. */
  @Test
  void movesTowardsFurtherSamples() {
    roundTrips.add(ofMillis(400));
    roundTrips.add(ofMillis(800));

    assertThat(roundTrips.smoothed()).isEqualTo(ofMillis(450));
    assertThat(roundTrips.timeout()).isEqualTo(ofMillis(450 + 4 * 250));
  }

  @Test
  void leavesSomeTimeToAProxyThatIsAlwaysEquallyFast() {
    for (int i = 0; i < 100; i++) {
      roundTrips.add(ofMillis(1));
    }

    assertThat(roundTrips.timeout()).isBetween(ofMillis(200), ofMillis(202));
  }

  @Test
  void neverWaitsLongerThanT2() {
    roundTrips.add(ofSeconds(30));

    assertThat(roundTrips.timeout()).isEqualTo(ofSeconds(4));
  }

  /** Section 5.5 and 5.7: twice the time, until a sample says better. */
  @Test
  void backsOffUntilTheNextSample() {
    roundTrips.add(ofMillis(100));
    Duration before = roundTrips.timeout();
    roundTrips.backOff();

    assertThat(roundTrips.timeout()).isEqualTo(before.multipliedBy(2));

    roundTrips.add(ofMillis(100));

    assertThat(roundTrips.timeout()).isLessThanOrEqualTo(before);
  }

  @Test
  void knowsTheBestTimeOfTheLastMinute() {
    roundTrips.add(ofMillis(3));
    roundTrips.add(ofMillis(900));
    assertThat(roundTrips.best()).isEqualTo(ofMillis(3));

    clock.advance(ofSeconds(31));
    roundTrips.add(ofMillis(900));
    assertThat(roundTrips.best()).isEqualTo(ofMillis(3));

    clock.advance(ofSeconds(31));
    roundTrips.add(ofMillis(900));
    assertThat(roundTrips.best()).isEqualTo(ofMillis(900));
  }
}
