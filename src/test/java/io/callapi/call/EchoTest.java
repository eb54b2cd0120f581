package io.callapi.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.command.Parameters;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EchoTest {

  private static FakeScope echo(Map<String, Object> values) {
    return FakeScope.running(s -> new Echo(Echo.Params.from(new Parameters(values)), s));
  }

  @Test
  void sendsTheParametersBackCommandIdIncluded() {
    FakeScope scope = echo(Map.of("cmd_id", "c-1", "test", "x"));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports()).containsExactly("Reply {\"cmd_id\":\"c-1\",\"test\":\"x\"}");
    assertThat(scope.proxy().requests()).isEmpty();
  }

  @Test
  void sendsAnEmptyObjectBackForNoParameters() {
    assertThat(echo(Map.of()).reports()).containsExactly("Reply {}");
  }

  @Test
  void keepsNumbersListsAndNulls() {
    Map<String, @Nullable Object> nested = new LinkedHashMap<>();
    nested.put("nothing", null);

    FakeScope scope =
        echo(
            Map.of(
                "list",
                Arrays.asList(1, null, true),
                "nested",
                nested,
                "number",
                new BigDecimal("12345678901234567890.10")));

    assertThat(scope.reports())
        .containsExactly(
            "Reply {\"list\":[1,null,true],\"nested\":{\"nothing\":null},"
                + "\"number\":12345678901234567890.10}");
  }

  @Test
  void isAmongTheCommands() {
    assertThat(CallCommands.all())
        .extracting("method")
        .isEqualTo(
            List.of(
                "CallStart",
                "CallBlindTransfer",
                "CallAttendedTransfer",
                "CallHold",
                "CallUnhold",
                "CallEnd",
                "Echo"));
  }
}
