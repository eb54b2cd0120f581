package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.TakeCharge;
import io.callapi.sip.CallId;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class TakeChargeRecipeTest {

  private static final TakeCharge QUESTION =
      new TakeCharge(new DialogRef(new CallId("c1"), new DialogId("1.a")));

  private RecipeHarness harness;

  @BeforeEach
  void make(Vertx vertx) {
    harness = new RecipeHarness(vertx, ReferBy.SEND_SEQUENTIAL);
  }

  @Test
  void keepsAVariableWithTheDialog() {
    assertThat(harness.ask(QUESTION)).isEqualTo(new Done());
    assertThat(harness.said("dlg_push_var").toString()).contains("DID=[1.a]");
  }

  /** As OpenSIPS 3.6.8 and 4.0.1 answer. */
  @ParameterizedTest
  @CsvSource({
    "403, Node is backup for requested dialog, NOT_IN_CHARGE",
    "403, Operation failed, NOT_POSSIBLE",
    "-32601, Method not found, NOT_POSSIBLE"
  })
  void saysThatAnotherProxyMayChangeIt(int code, String text, Reason reason) {
    harness.refuse("dlg_push_var", code, text);

    assertThat(harness.failureOf(QUESTION).reason()).isEqualTo(reason);
  }
}
