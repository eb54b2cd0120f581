package io.callapi.live;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;

/** The MI commands that Call API's operations are made of, typed by hand. */
record Recipes(OpenSipsProcess proxy) {

  private static final String NO_MEDIA =
      """
      v=0
      o=call-api 1 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 9 RTP/AVP 0
      a=rtpmap:0 PCMU/8000
      a=inactive
      """
          .replace("\n", "\r\n");

  /** Rings the caller's phone in the name of the callee, through the proxy's own route. */
  CompletableFuture<JsonObject> invite(String callId, String caller, String callee) {
    String headers =
        """
        From: <%s>
        To: <%s>
        Contact: <sip:call-api@%s:%d>
        Content-Type: application/sdp
        CSeq: 1 INVITE
        Call-ID: %s
        """
            .formatted(callee, caller, proxy.host(), proxy.sipPort(), callId)
            .replace("\n", "\r\n");
    return proxy.miLater(
        "t_uac_dlg",
        JsonObject.of(
            "method", "INVITE",
            "ruri", caller,
            "headers", headers,
            "body", NO_MEDIA,
            "next_hop", proxy.sipUri()));
  }

  /**
   * Asks one leg's phone to call an address; {@code {Code, Reason}} is what it says to that. Skips
   * the test where OpenSIPS does not know this recipe.
   */
  JsonObject refer(String callId, String leg, String referTo) {
    assumeTrue(proxy.answersRefer(), "dlg_send_sequential takes no headers before OpenSIPS 3.5");
    return proxy
        .mi(
            "dlg_send_sequential",
            JsonObject.of(
                "callid",
                callId,
                "method",
                "REFER",
                "mode",
                leg,
                "body",
                "none",
                "headers",
                "Refer-To: <" + referTo + ">\r\n"))
        .getJsonObject("result");
  }

  /** A target that lets the proxy see whose transfer the new call is. */
  String marked(String uri, String callId) {
    return uri + ";osid=" + dialog(callId).getString("ID");
  }

  JsonObject dialog(String callId) {
    return proxy
        .mi("dlg_list", JsonObject.of("callid", callId))
        .getJsonObject("result")
        .getJsonObject("Dialog");
  }

  /** Notes on one call whom it will be replaced for, so that both get events. */
  Object noteTransfer(String callId, String replacedFor) {
    return proxy
        .mi(
            "dlg_push_var",
            JsonObject.of(
                "dlg_val_name",
                "call_transfer_callid",
                "dlg_val_value",
                replacedFor,
                "DID",
                JsonArray.of(dialog(callId).getString("ID"))))
        .getValue("result");
  }

  JsonObject hold(String callId) {
    return proxy.mi("call_hold", JsonObject.of("callid", callId));
  }

  JsonObject unhold(String callId) {
    return proxy.mi("call_unhold", JsonObject.of("callid", callId));
  }

  JsonObject end(String callId) {
    return proxy.mi("dlg_end_dlg", JsonObject.of("dialog_id", callId));
  }

  JsonObject cancel(String callId) {
    return proxy.mi("t_uac_cancel", JsonObject.of("callid", callId, "cseq", "1"));
  }
}
