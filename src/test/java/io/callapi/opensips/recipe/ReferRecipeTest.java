package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class ReferRecipeTest {

  private static final CallId CALL = new CallId("start-ok");
  private static final DialogRef KNOWN = new DialogRef(CALL, new DialogId("368.28667175"));
  private static final SipUri BOB = new SipUri("sip:bob@127.0.0.1:5071");
  private static final Refer REFER = new Refer(KNOWN, Leg.CALLEE, BOB, "");

  private Vertx vertx;
  private RecipeHarness harness;

  @BeforeEach
  void make(Vertx vertx) {
    this.vertx = vertx;
    harness = new RecipeHarness(vertx, ReferBy.SEND_SEQUENTIAL);
    harness.answer("dlg_send_sequential", "{\"Code\":202,\"Reason\":\"Accepted\"}");
  }

  /** As recorded of OpenSIPS 3.6.8, with the Referred-By of RFC 3892. */
  @Test
  void asksOnceWhereTheDialogIsKnown() {
    assertThat(harness.ask(REFER)).isEqualTo(new Done());

    assertThat(harness.asked()).containsExactly("dlg_send_sequential");
    assertThat(harness.said("dlg_send_sequential"))
        .isEqualTo(
            Map.of(
                "callid",
                "start-ok",
                "method",
                "REFER",
                "mode",
                "callee",
                "body",
                "none",
                "headers",
                """
                Refer-To: <sip:bob@127.0.0.1:5071;osid=368.28667175>\r
                Referred-By: <sip:call-api@127.0.0.1:5060>\r
                """));
    assertThat(harness.proxy().requests("dlg_send_sequential").get(0).repeatable()).isFalse();
  }

  @Test
  void marksTheCallOfACallStart() {
    harness.ask(new Refer(KNOWN, Leg.CALLER, BOB, "m1"));

    assertThat(harness.said("dlg_send_sequential"))
        .containsEntry("mode", "caller")
        .extractingByKey("headers")
        .asString()
        .startsWith("Refer-To: <sip:bob@127.0.0.1:5071;osid=368.28667175;call-api=m1>\r\n");
  }

  @Test
  void looksTheDialogUpWhereItIsNotKnown() {
    harness.answer("dlg_list", JsonObject.of("Dialog", entry("1.a", 4)));
    harness.ask(new Refer(DialogRef.of(CALL), Leg.CALLEE, BOB, ""));

    assertThat(harness.asked()).containsExactly("dlg_list", "dlg_send_sequential");
    assertThat((String) harness.said("dlg_send_sequential").get("headers")).contains(";osid=1.a>");
  }

  /** The proxy stops at the first of them, a dead one (field: a challenged INVITE). */
  @Test
  void findsALivingDialogBehindADeadOneOfTheSameCallId() {
    harness
        .proxy()
        .answer(
            "dlg_list",
            request ->
                request.params().containsKey("callid")
                    ? Future.failedFuture(new MiException(404, "No such dialog"))
                    : Future.succeededFuture(page(entry("1.a", 5), entry("1.b", 4))));
    harness.ask(new Refer(DialogRef.of(CALL), Leg.CALLEE, BOB, ""));

    assertThat((String) harness.said("dlg_send_sequential").get("headers")).contains(";osid=1.b>");
  }

  private static MiResult page(JsonObject... entries) {
    return new MiResult(
        JsonObject.of("count", entries.length, "Dialogs", new JsonArray(List.of(entries))));
  }

  private static JsonObject entry(String id, int state) {
    return JsonObject.of("ID", id, "state", state, "callid", CALL.value());
  }

  @Test
  void saysThatThereIsNoSuchCall() {
    expect(
        harness.failureOf(new Refer(DialogRef.of(CALL), Leg.CALLEE, BOB, "")),
        Reason.CALL_UNKNOWN,
        Cause.mi(404, "Dialog not found"));
    assertThat(harness.asked()).doesNotContain("dlg_send_sequential");
  }

  @ParameterizedTest
  @CsvSource({"603, Decline", "491, Request Pending", "486, Busy Here", "404, Not Found"})
  void tellsThePhonesRefusal(int code, String reason) {
    harness.answer(
        "dlg_send_sequential", "{\"Code\":%d,\"Reason\":\"%s\"}".formatted(code, reason));

    expect(harness.failureOf(REFER), Reason.REFUSED, Cause.sip(code, reason));
  }

  @ParameterizedTest
  @CsvSource({
    "408, Request Timeout, REFUSED, SIP",
    "404, Dialog Not Found, CALL_UNKNOWN, MI",
    "491, Request Pending, REQUEST_PENDING, MI",
    "403, Node is backup for requested dialog, NOT_IN_CHARGE, MI",
    "403, Operation failed, NOT_POSSIBLE, MI",
    "480, Temporarily Unavailable, NOT_POSSIBLE, MI",
    "500, Internal Error, NOT_POSSIBLE, MI",
    "-32601, Method not found, NOT_POSSIBLE, MI"
  })
  void saysWhyTheProxyRefuses(int code, String text, Reason reason, Cause.Source source) {
    harness.refuse("dlg_send_sequential", code, text);

    expect(harness.failureOf(REFER), reason, new Cause(source, code, text));
  }

  @Test
  void leavesOpenWhetherASilentProxyHasAskedThePhone() {
    harness.noReplyTo("dlg_send_sequential");

    expect(harness.failureOf(REFER), Reason.NO_REPLY, Cause.timeout("No reply"));
    assertThat(harness.asked()).containsExactly("dlg_send_sequential");
  }

  @Test
  void transfersWithoutThePhonesAnswerBefore35() {
    harness = new RecipeHarness(vertx, ReferBy.CALL_TRANSFER);
    harness.ask(new Refer(KNOWN, Leg.CALLEE, BOB, "m1"));

    assertThat(harness.asked()).containsExactly("call_transfer");
    assertThat(harness.said("call_transfer"))
        .isEqualTo(
            Map.of(
                "callid",
                "start-ok",
                "leg",
                "callee",
                "destination",
                "sip:bob@127.0.0.1:5071;call-api=m1"));
  }

  private static void expect(CallFailure failure, Reason reason, Cause cause) {
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.cause()).isEqualTo(cause);
  }
}
