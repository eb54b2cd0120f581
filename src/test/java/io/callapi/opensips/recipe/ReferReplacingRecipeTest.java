package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest.ReferReplacing;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class ReferReplacingRecipeTest {

  private static final DialogRef CALL_A =
      new DialogRef(new CallId("jo74uppg5sgk@ua.py"), new DialogId("b2e.1804d015"));
  private static final DialogLeg DAVE =
      new DialogLeg("sip:dave@127.0.0.1:5073", "58nwpislnk", "sip:dave-1@127.0.0.1:5073");
  private static final String CONTACT = "sip:carol-0x55@127.0.0.1:5072";

  private RecipeHarness harness;
  private Vertx vertx;

  @BeforeEach
  void make(Vertx vertx) {
    this.vertx = vertx;
    harness = new RecipeHarness(vertx, ReferBy.SEND_SEQUENTIAL);
    harness.answer("dlg_send_sequential", "{\"Code\":202,\"Reason\":\"Accepted\"}");
  }

  private static ReferReplacing request(@Nullable String uri, String tag, String contact) {
    DialogLeg carol = new DialogLeg(uri, tag, contact);
    Dialog callB =
        new Dialog(
            new DialogId("e51.d7bd5563"),
            new CallId("7l3ylv6sr9sj@ua.py"),
            CallState.CONFIRMED,
            DAVE,
            carol,
            List.of(),
            null,
            "",
            false);
    return new ReferReplacing(CALL_A, Leg.CALLEE, callB, Leg.CALLEE);
  }

  private static ReferReplacing request(@Nullable String uri) {
    return request(uri, "0ynw1okfnx", CONTACT);
  }

  /** As recorded of OpenSIPS 3.6.8, with the Referred-By of RFC 3892. */
  @Test
  void asksTwiceAndLooksNothingUp() {
    harness.ask(request("sip:carol@127.0.0.1:5072"));

    assertThat(harness.asked()).containsExactly("dlg_push_var", "dlg_send_sequential");
    assertThat(harness.said("dlg_push_var"))
        .isEqualTo(
            Map.of(
                "dlg_val_name",
                "call_transfer_callid",
                "dlg_val_value",
                "jo74uppg5sgk@ua.py",
                "DID",
                List.of("e51.d7bd5563")));
    assertThat(harness.said("dlg_send_sequential"))
        .containsEntry("callid", "jo74uppg5sgk@ua.py")
        .containsEntry("mode", "callee")
        .containsEntry(
            "headers",
            "Refer-To: <sip:carol@127.0.0.1:5072?Replaces="
                + "7l3ylv6sr9sj%40ua.py%3Bto-tag%3D0ynw1okfnx%3Bfrom-tag%3D58nwpislnk>\r\n"
                + "Referred-By: <sip:call-api@127.0.0.1:5060>\r\n");
  }

  /** RFC 5589, section 7.1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:anonymous@anonymous.invalid",
        "sip:x@Invalid",
        "tel:+12125550123",
        "no uri",
        "sip:carol@127.0.0.1?Subject=x"
      })
  void goesByTheContactWhereTheUriLeadsNowhere(String uri) {
    harness.ask(request(uri));

    assertThat((String) harness.said("dlg_send_sequential").get("headers"))
        .startsWith("Refer-To: <" + CONTACT + "?Replaces=");
  }

  @Test
  void namesTheTagOfTheLegThatIsReached() {
    ReferReplacing callee = request("sip:carol@127.0.0.1:5072");
    harness.ask(new ReferReplacing(CALL_A, Leg.CALLER, callee.replaced(), Leg.CALLER));

    assertThat(harness.said("dlg_send_sequential")).containsEntry("mode", "caller");
    assertThat((String) harness.said("dlg_send_sequential").get("headers"))
        .startsWith("Refer-To: <sip:dave@127.0.0.1:5073?Replaces=7l3ylv6sr9sj%40ua.py")
        .contains("%3Bto-tag%3D58nwpislnk%3Bfrom-tag%3D0ynw1okfnx>");
  }

  @ParameterizedTest
  @CsvSource({
    "0ynw1okfnx, '', No address is known at which the callee of 7l3ylv6sr9sj@ua.py can be called",
    "'', sip:x@h, No phone has answered the call 7l3ylv6sr9sj@ua.py"
  })
  void saysItselfWhyThereIsNobodyToBeCalled(String tag, String contact, String text) {
    CallFailure failure = harness.failureOf(request("tel:+12125550123", tag, contact));

    assertThat(failure.reason()).isEqualTo(Reason.NOT_POSSIBLE);
    assertThat(failure.cause()).isEqualTo(Cause.proxy(text));
    assertThat(harness.asked()).isEmpty();
  }

  @Test
  void tellsThePhonesRefusal() {
    harness.answer("dlg_send_sequential", "{\"Code\":603,\"Reason\":\"Decline\"}");
    CallFailure failure = harness.failureOf(request("sip:carol@127.0.0.1:5072"));

    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    assertThat(failure.cause()).isEqualTo(Cause.sip(603, "Decline"));
  }

  @ParameterizedTest
  @CsvSource({
    "403, Node is backup for requested dialog, NOT_IN_CHARGE",
    "404, Requested Dialog not found, CALL_UNKNOWN",
    "403, Operation failed, NOT_POSSIBLE"
  })
  void sendsNoReferWhereTheOtherCallCannotBeMarked(int code, String text, Reason reason) {
    harness.refuse("dlg_push_var", code, text);

    assertThat(harness.failureOf(request("sip:carol@127.0.0.1:5072")).reason()).isEqualTo(reason);
    assertThat(harness.asked()).containsExactly("dlg_push_var");
  }

  /** The parameters are those of callops 3.2 to 3.4. */
  @Test
  void transfersWithoutThePhonesAnswerBefore35() {
    harness = new RecipeHarness(vertx, ReferBy.CALL_TRANSFER);
    harness.ask(request("tel:+12125550123"));

    assertThat(harness.asked()).containsExactly("call_transfer");
    assertThat(harness.said("call_transfer"))
        .isEqualTo(
            Map.of(
                "callid",
                "jo74uppg5sgk@ua.py",
                "leg",
                "callee",
                "transfer_callid",
                "7l3ylv6sr9sj@ua.py",
                "transfer_leg",
                "callee",
                "destination",
                CONTACT));
  }
}
