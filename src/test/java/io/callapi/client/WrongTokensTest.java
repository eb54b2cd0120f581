package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.client.WrongTokens.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WrongTokensTest {

  private final AtomicLong nanos = new AtomicLong(-7);
  private final WrongTokens wrongTokens = new WrongTokens(nanos::get);
  private final InetAddress stranger = address("192.0.2.1");

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void showMany(int count) {
    Stream.generate(() -> stranger).limit(count).forEach(wrongTokens::onWrong);
  }

  @Test
  void answersTheFirstAtOnceThenLaterThenNotAtAll() {
    assertThat(Stream.generate(() -> wrongTokens.onWrong(stranger)).limit(21))
        .containsExactlyElementsOf(
            Stream.of(
                    Collections.nCopies(10, Answer.AT_ONCE),
                    Collections.nCopies(10, Answer.LATER),
                    Collections.nCopies(1, Answer.TOO_MANY))
                .flatMap(java.util.List::stream)
                .toList());
  }

  @Test
  void letsOneMoreWaitWhenOneHasBeenAnswered() {
    showMany(20);

    wrongTokens.answered(stranger);

    assertThat(wrongTokens.onWrong(stranger)).isEqualTo(Answer.LATER);
    assertThat(wrongTokens.onWrong(stranger)).isEqualTo(Answer.TOO_MANY);
  }

  @Test
  void slowsNobodyElse() {
    showMany(100);

    assertThat(wrongTokens.onWrong(address("192.0.2.2"))).isEqualTo(Answer.AT_ONCE);
  }

  @Test
  void takesANetworkOfIpv6ForOneHost() {
    for (int i = 1; i <= 20; i++) {
      wrongTokens.onWrong(address("2001:db8:0:1::" + i));
    }

    assertThat(wrongTokens.onWrong(address("2001:db8:0:1::99"))).isEqualTo(Answer.TOO_MANY);
    assertThat(wrongTokens.onWrong(address("2001:db8:0:2::1"))).isEqualTo(Answer.AT_ONCE);
  }

  @Test
  void forgetsAfterAMinute() {
    showMany(100);

    nanos.addAndGet(WrongTokens.EXPIRY.toNanos());

    assertThat(wrongTokens.onWrong(stranger)).isEqualTo(Answer.AT_ONCE);
    assertThat(wrongTokens.addresses()).isEqualTo(1);
  }

  @Test
  void remembersSoManyAddressesAndNoMore() {
    for (int i = 0; i < WrongTokens.MAX_ADDRESSES + 50; i++) {
      wrongTokens.onWrong(address("10.1." + i / 256 + "." + i % 256));
    }

    assertThat(wrongTokens.addresses()).isEqualTo(WrongTokens.MAX_ADDRESSES);
  }
}
