package io.callapi.simulator;

import io.callapi.sip.SipStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Writes the results of t_uac_dlg: the final SIP answer, as text and taken apart. */
final class UacReply {

  private static final String END = "\r\n";

  private static final SipStatus OK = new SipStatus(200, "OK");

  private final UacRequest request;
  private final SimulatorOptions options;
  private final Tokens tokens;
  private final String callId;
  private final String fromTag;

  UacReply(UacRequest request, SimulatorOptions options, Tokens tokens) {
    this.request = request;
    this.options = options;
    this.tokens = tokens;
    this.callId =
        request.header("call-id").orElseGet(() -> tokens.proxyCallId(options.sipUri().host()));
    this.fromTag = request.tag("from").orElseGet(tokens::proxyTag);
  }

  /** The Call-ID that was given, or else made. */
  String callId() {
    return callId;
  }

  /** The From tag that was given, or else made. */
  String fromTag() {
    return fromTag;
  }

  /** A call is answered; its dialog is null if the call did not pass through the proxy. */
  JsonObject answered(Phone phone, String toTag, @Nullable SimulatedDialogId dialog) {
    JsonObject result = status(OK).put("RURI", phone.contact());
    String recordRoute = "";
    if (dialog == null) {
      result.put("Next-hop", phone.contact());
    } else {
      String route = "%s;lr;ftag=%s;did=%s".formatted(proxy(), fromTag, dialog);
      result.put("Next-hop", route).put("Routes", new JsonArray().add("<" + route + ">"));
      recordRoute = "Record-Route: <" + route + ">" + END;
    }
    String extra =
        "Contact: <" + phone.contact() + ">" + END + "Content-Type: application/sdp" + END;
    return result.put("Message", message(recordRoute, toTag, extra, phone.sdp()));
  }

  /** Any other final answer of a phone. */
  JsonObject finished(SipStatus status, String toTag, String extraHeaders) {
    return status(status).put("Message", message("", toTag, extraHeaders, ""));
  }

  /** The proxy has answered in the place of a phone; the answer came back to itself. */
  JsonObject answeredByProxy(SipStatus status) {
    String text =
        via()
            + ("To: " + address("to") + ";tag=" + tokens.localReplyTag() + END)
            + ("From: " + address("from") + ";tag=" + fromTag + END)
            + ("Call-ID: " + callId + END)
            + ("CSeq: " + request.cseq() + END)
            + ("Server: " + SimulatedVersion.parse(options.version()).server() + END)
            + "Content-Length: 0\r\n\r\n";
    return status(status).put("Message", text);
  }

  /** The proxy has given up; there is no answer to show. */
  JsonObject timedOut(SipStatus status) {
    return status(status);
  }

  private String message(String recordRoute, String toTag, String extra, String body) {
    return via()
        + recordRoute
        + ("From: " + address("from") + ";tag=" + fromTag + END)
        + ("To: " + address("to") + ";tag=" + toTag + END)
        + ("Call-ID: " + callId + END)
        + ("CSeq: " + request.cseq() + END)
        + extra
        + ("User-Agent: ua.py" + END)
        + ("Content-Length: " + body.length() + END + END)
        + body;
  }

  private String via() {
    String port = ":" + options.sipUri().port();
    String sentBy = options.sipUri().host() + port;
    return "Via: SIP/2.0/UDP " + sentBy + ";branch=" + tokens.branch() + END;
  }

  private String address(String header) {
    return "<" + request.address(header) + ">";
  }

  private String proxy() {
    return "sip:" + options.sipUri().host();
  }

  private static JsonObject status(SipStatus status) {
    return new JsonObject().put("Status", status.toString());
  }
}
