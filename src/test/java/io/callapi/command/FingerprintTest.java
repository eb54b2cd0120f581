package io.callapi.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private record Values(Map<String, Object> values) {}

  private record Call(CallId callid, @Nullable String proxy) {}

  private record OtherCall(CallId callid, @Nullable String proxy) {}

  private record Destination(SipUri callid, @Nullable String proxy) {}

  @Test
  void isTheSameForTheSameParameters() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("x", 1);
    inner.put("y", Arrays.asList("a", null));
    Map<String, Object> turned = new LinkedHashMap<>();
    turned.put("y", Arrays.asList("a", null));
    turned.put("x", 1);

    assertThat(of(Map.of("a", inner))).isEqualTo(of(Map.of("a", turned)));
    assertThat(of(new Call(new CallId("c"), null))).isEqualTo(of(new Call(new CallId("c"), null)));
  }

  @Test
  void tellsParametersApartThatReadTheSame() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("a", null);

    assertThat(
            List.of(
                of(Map.of("a", "1", "b", "2")),
                of(Map.of("a", "1, b=2")),
                of(Map.of("a", 1, "b", 2)),
                of(Map.of("a", "1", "b", 2)),
                of(Map.of("a", List.of("1", "2"))),
                of(Map.of("a", List.of("1, 2"))),
                of(Map.of("a", "[1, 2]")),
                of(Map.of("a", Map.of("b", 1))),
                of(Map.of("a", "{b=1}")),
                of(Map.of("a", 1)),
                of(Map.of("a", new BigDecimal("1.0"))),
                of(Map.of("a", "null")),
                of(nothing),
                of(Map.of()),
                of(new Call(new CallId("c"), "null")),
                of(new Call(new CallId("c"), null)),
                of(new Call(new CallId("c"), "other"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsApartByTypeAndMethod() {
    CallId call = new CallId("sip:c@h");

    assertThat(of(new Call(call, null))).isNotEqualTo(of(new OtherCall(call, null)));
    assertThat(of(new Call(call, null)))
        .isNotEqualTo(of(new Destination(new SipUri("sip:c@h"), null)));
    assertThat(of("Echo", new Call(call, null))).isNotEqualTo(of("CallEnd", new Call(call, null)));
  }

  private static Fingerprint of(Map<String, Object> values) {
    return of(new Values(values));
  }

  private static Fingerprint of(Record params) {
    return of("Echo", params);
  }

  private static Fingerprint of(String method, Record params) {
    return Fingerprint.of(new StartCommand("c", "session", method, params));
  }
}
