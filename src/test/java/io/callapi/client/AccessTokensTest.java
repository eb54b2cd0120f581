package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Syntax of the header: RFC 6750, section 2.1, and RFC 9110, section 11.1. */
class AccessTokensTest {

  private static final String OLD = "old-token-0123456789";
  private static final String NEW = "new.token_0123456789~";

  private final AccessTokens access = new AccessTokens(List.of(OLD, NEW));

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
  void knowsEachTokenInTheHeader(String scheme) {
    assertThat(access.accepts(scheme + OLD)).isTrue();
    assertThat(access.accepts(scheme + NEW)).isTrue();
    assertThat(access.accepts(handshake("Authorization", scheme + NEW))).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "old-token-0123456789",
        "Basic old-token-0123456789",
        "Bearerold-token-0123456789",
        "Bearer old-token-012345678",
        "Bearer old-token-01234567890",
        "Bearer OLD-TOKEN-0123456789",
        "Bearer old-token-0123456789 more",
        "Bearer old-token-0123456789,new.token_0123456789~",
        "Bearer other-token-0123456789"
      })
  void refusesEverythingElseInTheHeader(String authorization) {
    assertThat(access.accepts(authorization)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call-api.v1, call-api.bearer.old-token-0123456789",
        "call-api.v1,call-api.bearer.new.token_0123456789~",
        "call-api.bearer.old-token-0123456789, call-api.v1",
        "other, call-api.v1, call-api.bearer.old-token-0123456789"
      })
  void knowsATokenThatIsOfferedBesideTheSubprotocol(String offered) {
    assertThat(access.accepts(handshake("Sec-WebSocket-Protocol", offered))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "call-api.v1",
        "call-api.v1, call-api.bearer.",
        "call-api.v1, old-token-0123456789",
        "call-api.v1, call-api.bearer.old-token-012345678",
        "call-api.v1, Call-API.bearer.old-token-0123456789",
        "call-api.bearer.old-token-0123456789"
      })
  void refusesOtherSubprotocols(String offered) {
    assertThat(access.accepts(handshake("Sec-WebSocket-Protocol", offered))).isFalse();
  }

  @Test
  void takesOneOfTheTwoForms() {
    MultiMap handshake =
        handshake("Authorization", "Basic eDp5")
            .add("Sec-WebSocket-Protocol", "call-api.v1, call-api.bearer." + OLD);

    assertThat(access.accepts(handshake)).isTrue();
  }

  @Test
  void letsEverybodyInWhereThereAreNoTokens() {
    AccessTokens open = new AccessTokens(List.of());

    assertThat(open.accepts((String) null)).isTrue();
    assertThat(open.accepts("Bearer other")).isTrue();
    assertThat(open.accepts(MultiMap.caseInsensitiveMultiMap())).isTrue();
  }

  private static MultiMap handshake(String header, String value) {
    return MultiMap.caseInsensitiveMultiMap().add(header, value);
  }
}
