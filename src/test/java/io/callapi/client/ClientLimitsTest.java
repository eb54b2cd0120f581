package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.client.ClientLimits.Times;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientLimitsTest {

  @Test
  void letTwoMessagesOfTheGreatestLengthWaitWhateverIsSet() {
    ClientLimits little = new ClientLimits(1, 1, 65_536, 1 << 20, TestSettings.LIMITS.times());

    assertThat(little.forMessagesOf(1024).unread()).isEqualTo(65_536);
    assertThat(little.forMessagesOf(65_536).unread()).isEqualTo(2 * 65_536);
  }

  @Test
  void giveAPeer30SecondsFromPingToPingAnd5ForAClose() {
    Times times = Times.of(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    assertThat(times.ping()).isEqualTo(Duration.ofSeconds(30));
    assertThat(times.close()).isEqualTo(Duration.ofSeconds(5));
  }
}
