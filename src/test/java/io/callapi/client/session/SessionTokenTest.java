package io.callapi.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokenTest {

  private final SecureRandom random = new SecureRandom();

  @ParameterizedTest
  @ValueSource(strings = {"", "node", "node.with.dots"})
  void isReadAsItWasWritten(String node) {
    SessionToken token = SessionToken.make(random, node, "session");

    assertThat(SessionToken.parse(token.text())).contains(token);
  }

  @Test
  void hasASecretOf256Bits() {
    SessionToken token = SessionToken.make(random, "", "session");

    assertThat(Base64.getUrlDecoder().decode(token.secret())).hasSize(32);
    assertThat(SessionToken.make(random, "", "session").secret()).isNotEqualTo(token.secret());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b"})
  void isNoTextOfAnotherShape(String text) {
    assertThat(SessionToken.parse(text)).isEmpty();
  }

  @Test
  void doesNotShowItsSecret() {
    SessionToken token = SessionToken.make(random, "", "session");

    assertThat(token.toString()).doesNotContain(token.secret());
    assertThat(token.hash()).doesNotContain(token.secret()).hasSize(64);
  }
}
