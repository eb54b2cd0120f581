package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.mi.MiException;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class ChangeHoldRecipeTest {

  private static final CallId CALL = new CallId("c1");

  private RecipeHarness harness;

  @BeforeEach
  void make(Vertx vertx) {
    harness = new RecipeHarness(vertx, ReferBy.SEND_SEQUENTIAL);
  }

  @ParameterizedTest
  @CsvSource({"HOLD, call_hold", "RESUME, call_unhold"})
  void asksOnce(HoldAction action, String command) {
    assertThat(harness.ask(new ChangeHold(CALL, action))).isEqualTo(new Done());

    assertThat(harness.asked()).containsExactly(command);
    assertThat(harness.said(command)).isEqualTo(Map.of("callid", "c1"));
  }

  @ParameterizedTest
  @CsvSource({
    "HOLD, call_hold, 480, Both dialog legs are on hold, NOTHING_TO_CHANGE",
    "RESUME, call_unhold, 480, No dialog legs on hold, NOTHING_TO_CHANGE",
    "HOLD, call_hold, 404, Dialog not found, CALL_UNKNOWN",
    "HOLD, call_hold, 410, Dialog not ready, NOT_POSSIBLE",
    "RESUME, call_unhold, 491, Request Pending, REQUEST_PENDING"
  })
  void saysWhyTheProxyRefuses(
      HoldAction action, String command, int code, String text, Reason reason) {
    harness.refuse(command, code, text);
    CallFailure failure = harness.failureOf(new ChangeHold(CALL, action));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.cause()).isEqualTo(Cause.mi(code, text));
  }

  /** Its first copy has done it, and only the reply was lost. */
  @ParameterizedTest
  @CsvSource({"HOLD, call_hold", "RESUME, call_unhold"})
  void takesARepeatThatFindsNothingToChangeForDone(HoldAction action, String command) {
    harness
        .proxy()
        .answer(
            command, request -> Future.failedFuture(new MiException(480, "on hold").afterRepeat()));

    assertThat(harness.ask(new ChangeHold(CALL, action))).isEqualTo(new Done());
  }

  @Test
  void takesARepeatThatFindsNoCallForARefusal() {
    harness
        .proxy()
        .answer(
            "call_hold",
            request -> Future.failedFuture(new MiException(404, "not found").afterRepeat()));

    assertThat(harness.failureOf(new ChangeHold(CALL, HoldAction.HOLD)).reason())
        .isEqualTo(Reason.CALL_UNKNOWN);
  }

  @Test
  void saysThatNoReplyCame() {
    harness.noReplyTo("call_hold");

    assertThat(harness.failureOf(new ChangeHold(CALL, HoldAction.HOLD)).reason())
        .isEqualTo(Reason.NO_REPLY);
  }
}
