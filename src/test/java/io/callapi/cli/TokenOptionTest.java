package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which token a server is shown where the command line names none. */
class TokenOptionTest {

  private static final List<String> CONFIGURED = List.of("first", "second");

  @Test
  void takesThatOfTheEnvironmentBeforeThatOfTheConfiguration() {
    TokenOption option = new TokenOption(Map.of("CALLAPI_TOKEN", " abc\n"));

    assertThat(option.or(CONFIGURED)).isEqualTo("abc");
    assertThat(option.or(List.of())).isEqualTo("abc");
  }

  @Test
  void takesTheFirstOfTheConfigurationWhereTheEnvironmentHasNone() {
    assertThat(new TokenOption(Map.of()).or(CONFIGURED)).isEqualTo("first");
    assertThat(new TokenOption(Map.of("CALLAPI_TOKEN", "")).or(CONFIGURED)).isEqualTo("first");
    assertThat(new TokenOption(Map.of()).or(List.of())).isNull();
  }
}
