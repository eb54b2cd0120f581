package io.callapi.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

  @Test
  void keepsANodeIdAndNothingThatMakesALineOfItsOwn() {
    assertThat(LogText.name("5f3c-a.b_c:1/x@y")).isEqualTo("5f3c-a.b_c:1/x@y");
    assertThat(LogText.name("x\r\nERROR all is lost\u001b[31m"))
        .isEqualTo("x??ERROR?all?is?lost??31m");
    assertThat(LogText.name("a".repeat(1000))).isEqualTo("a".repeat(64) + "...");
  }

  @Test
  void keepsASentenceOnOneLine() {
    assertThat(LogText.sentence("it is, (so)\r\n\u00e9")).isEqualTo("it is, (so)???");
    assertThat(LogText.sentence("a".repeat(1000))).hasSize(203);
  }
}
