package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.flow.RequestQueue;
import io.callapi.opensips.flow.Urgency;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where what an order asks for waits, if the proxy answers late. */
@ExtendWith(VertxExtension.class)
class RecipesTest {

  private static final CallId CALL = new CallId("c1");
  private static final SipUri BOB = new SipUri("sip:bob@example.com");
  private static final DialogRef DIALOG = new DialogRef(CALL, new DialogId("a09.cb355e97"));

  private RecipeHarness harness;

  @BeforeEach
  void prepare(Vertx vertx) {
    harness = new RecipeHarness(vertx, ReferBy.SEND_SEQUENTIAL);
    harness.answer("t_uac_dlg", JsonObject.of("Status", "200 OK"));
    harness.answer("dlg_send_sequential", JsonObject.of("Code", 202, "Reason", "Accepted"));
  }

  static Stream<Arguments> places() {
    return Stream.of(
        Arguments.of(new Originate(CALL, BOB, BOB), "t_uac_dlg", Urgency.STARTING, "c1"),
        Arguments.of(
            new Refer(DIALOG, Leg.CALLEE, BOB, ""), "dlg_send_sequential", Urgency.RUNNING, "c1"),
        Arguments.of(new ChangeHold(CALL, HoldAction.HOLD), "call_hold", Urgency.RUNNING, "c1"),
        Arguments.of(new Release(DIALOG), "dlg_end_dlg", Urgency.ENDING, "c1"),
        Arguments.of(new Release(DialogRef.of(CALL)), "dlg_end_dlg", Urgency.ENDING, "c1"));
  }

  @ParameterizedTest
  @MethodSource("places")
  void asksAsUrgentlyAsTheOrderIsForItsClientInTheLineOfItsCall(
      ProxyRequest<?> request, String method, Urgency urgency, String call) {
    harness.askFor("client", request);

    assertThat(harness.placeOf(method)).isEqualTo(new RequestQueue.Key(urgency, "client", call));
  }

  @Test
  void looksUpForAReferAsUrgentlyAsItIs() {
    harness.answer(
        "dlg_list",
        JsonObject.of("Dialog", JsonObject.of("ID", "1.a", "state", 4, "callid", "c1")));
    harness.askFor("client", new Refer(DialogRef.of(CALL), Leg.CALLEE, BOB, ""));

    assertThat(harness.placeOf("dlg_list"))
        .isEqualTo(new RequestQueue.Key(Urgency.RUNNING, "client", "c1"));
  }

  @Test
  void letsALookUpAndAListWaitForAllElse() {
    harness.answer(
        "dlg_list",
        JsonObject.of("Dialog", JsonObject.of("ID", "1.a", "state", 4, "callid", "c1")));
    harness.askFor("client", new LookUp(CALL));
    assertThat(harness.placeOf("dlg_list"))
        .isEqualTo(new RequestQueue.Key(Urgency.CHECKING, "client", "c1"));

    harness.answer("dlg_list", new JsonObject("{\"count\": 0, \"Dialogs\": []}"));
    harness.askFor("client", new ListDialogs());
    assertThat(harness.placeOf("dlg_list").urgency()).isEqualTo(Urgency.CHECKING);
  }
}
