package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.mi.MiException;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.proxy.ProxyRequest.ReleaseFork;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class ReleaseRecipeTest {

  private static final CallId CALL = new CallId("c1");
  private static final DialogLeg SECOND = new DialogLeg("sip:alice@h", "t2", "sip:alice@h:5099");

  private RecipeHarness harness;

  @BeforeEach
  void make(Vertx vertx) {
    harness = new RecipeHarness(vertx, ReferBy.SEND_SEQUENTIAL);
  }

  @Test
  void endsTheVeryDialogWhereItIsKnown() {
    assertThat(harness.ask(new Release(new DialogRef(CALL, new DialogId("a09.cb355e97")))))
        .isEqualTo(new Done());

    assertThat(harness.asked()).containsExactly("dlg_end_dlg");
    assertThat(harness.said("dlg_end_dlg")).isEqualTo(Map.of("dialog_id", "a09.cb355e97"));
  }

  @Test
  void endsWhatHasTheCallIdWhereNoDialogIsKnown() {
    harness.ask(new Release(DialogRef.of(CALL)));

    assertThat(harness.said("dlg_end_dlg")).isEqualTo(Map.of("dialog_id", "c1"));
  }

  @ParameterizedTest
  @CsvSource({
    "404, Requested Dialog not found, CALL_UNKNOWN",
    "403, Node is backup for requested dialog, NOT_IN_CHARGE",
    "403, Operation failed, NOT_POSSIBLE",
    "500, Operation failed, NOT_POSSIBLE"
  })
  void saysWhyTheProxyRefuses(int code, String text, Reason reason) {
    harness.refuse("dlg_end_dlg", code, text);
    CallFailure failure = harness.failureOf(new Release(DialogRef.of(CALL)));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.cause()).isEqualTo(Cause.mi(code, text));
  }

  /** Whether its first copy has ended the call is for the command to judge. */
  @Test
  void saysThatThereIsNoSuchCallAfterARepeatToo() {
    harness
        .proxy()
        .answer(
            "dlg_end_dlg",
            request -> Future.failedFuture(new MiException(404, "not found").afterRepeat()));

    assertThat(harness.failureOf(new Release(DialogRef.of(CALL))).reason())
        .isEqualTo(Reason.CALL_UNKNOWN);
  }

  @Test
  void saysThatNoReplyCame() {
    harness.noReplyTo("dlg_end_dlg");

    assertThat(harness.failureOf(new Release(DialogRef.of(CALL))).reason())
        .isEqualTo(Reason.NO_REPLY);
  }

  private static ReleaseFork fork() {
    DialogLeg caller = new DialogLeg("sip:bob@h", "ft", "sip:call-api@127.0.0.1:5060");
    DialogLeg first = new DialogLeg("sip:alice@h", "t1", "sip:alice@h:5098");
    return new ReleaseFork(
        new Dialog(
            new DialogId("1.a"),
            CALL,
            CallState.CONFIRMED,
            caller,
            first,
            List.of(SECOND),
            null,
            "",
            true),
        SECOND);
  }

  /** RFC 3261, section 15.1.1: the BYE of the party that has sent the INVITE with CSeq 1. */
  @Test
  void hangsUpASecondPhoneByItsTagAndContact() {
    harness.answer("t_uac_dlg", "{\"Status\":\"200 OK\"}");
    assertThat(harness.ask(fork())).isEqualTo(new Done());

    assertThat(harness.asked()).containsExactly("t_uac_dlg");
    assertThat(harness.said("t_uac_dlg"))
        .isEqualTo(
            Map.of(
                "method",
                "BYE",
                "ruri",
                "sip:alice@h:5099",
                "headers",
                """
                From: <sip:bob@h>;tag=ft\r
                To: <sip:alice@h>;tag=t2\r
                CSeq: 2 BYE\r
                Call-ID: c1\r
                """));
  }

  /** RFC 3261, section 15.1.1: then the dialog is over, too. */
  @ParameterizedTest
  @ValueSource(strings = {"481 Call/Transaction Does Not Exist", "408 Request Timeout"})
  void takesASecondPhoneThatKnowsNothingForHungUp(String status) {
    harness.answer("t_uac_dlg", "{\"Status\":\"%s\"}".formatted(status));

    assertThat(harness.ask(fork())).isEqualTo(new Done());
  }

  @Test
  void tellsTheRefusalOfASecondPhone() {
    harness.answer("t_uac_dlg", "{\"Status\":\"500 Server Internal Error\"}");

    assertThat(harness.failureOf(fork()).reason()).isEqualTo(Reason.REFUSED);
  }
}
