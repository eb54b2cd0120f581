package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.LogLines;
import io.callapi.net.AddressRange;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients behind a reverse proxy. */
class ForwardedIT {

  private static final Callers TRUSTING =
      new Callers(List.of(AddressRange.parse("127.0.0.1")), false);
  private static final ClientLimits TWO_OF_AN_ADDRESS =
      new ClientLimits(
          100,
          2,
          TestSettings.LIMITS.unread(),
          TestSettings.LIMITS.unreadTotal(),
          TestSettings.LIMITS.times());

  @Test
  void countForTheirOwnAddress() {
    try (TestServer server = start(TRUSTING)) {
      for (int i = 0; i < 5; i++) {
        connect(server, "192.0.2." + i);
      }
      WsClient last = connect(server, "192.0.2.1");

      assertThatThrownBy(() -> connect(server, "192.0.2.1"))
          .isInstanceOf(UpgradeRejectedException.class)
          .hasMessageContaining("503");

      last.leave();
      await().ignoreExceptions().until(() -> connect(server, "192.0.2.1") != null);
    }
  }

  @Test
  void countForThatOfTheirConnectionWhereNobodyIsTrusted() {
    try (TestServer server = start(Callers.NONE)) {
      connect(server, "192.0.2.1");
      connect(server, "192.0.2.2");

      assertThatThrownBy(() -> connect(server, "192.0.2.3")).hasStackTraceContaining("503");
    }
  }

  @Test
  void areSlowedForTheirOwnWrongTokens() {
    ClientSettings settings =
        TestSettings.of(List.of("0123456789abcdef"), TestSettings.LIMITS, TRUSTING);
    try (TestServer server = TestServer.start(settings);
        LogLines log = LogLines.of(Noise.class)) {
      for (int i = 0; i < 5; i++) {
        String address = "192.0.2." + i;
        assertThatThrownBy(() -> connect(server, address)).hasStackTraceContaining("401");
      }

      assertThat(server.crowd().wrongTokens().addresses()).isEqualTo(5);
      assertThat(log.text()).contains("192.0.2.0 (by 127.0.0.1:");
    }
  }

  private static TestServer start(Callers callers) {
    return TestServer.start(TestSettings.of(List.of(), TWO_OF_AN_ADDRESS, callers));
  }

  private static WsClient connect(TestServer server, String address) {
    return server.connect(new WebSocketConnectOptions().addHeader("X-Forwarded-For", address));
  }
}
