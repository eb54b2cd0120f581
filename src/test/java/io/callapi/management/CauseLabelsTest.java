package io.callapi.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.Cause;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CauseLabelsTest {

  @Test
  void nameTheStatusOfAPhone() {
    assertThat(CauseLabels.of(Cause.sip(486, "Busy Here"))).isEqualTo("sip_486");
  }

  @Test
  void nameTheSourceWhereThereIsNoCode() {
    assertThat(CauseLabels.of(Cause.timeout("No answer"))).isEqualTo("timeout");
    assertThat(CauseLabels.of(Cause.internal("Defect"))).isEqualTo("internal");
  }

  @Test
  void areFewWhateverPhonesAndProxiesSend() {
    assertThat(
            IntStream.range(-1, 100_000)
                .boxed()
                .flatMap(
                    code ->
                        Stream.of(
                            CauseLabels.of(Cause.sip(code, "x")),
                            CauseLabels.of(Cause.mi(code, "x"))))
                .collect(Collectors.toSet()))
        .hasSizeLessThan(60)
        .contains("sip_other", "mi_other");
  }
}
