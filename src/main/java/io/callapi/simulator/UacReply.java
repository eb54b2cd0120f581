package io.callapi.simulator;

import io.callapi.sip.SipStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Writes the results of t_uac_dlg: the final SIP answer, as text and taken apart. */
final class UacReply {

  private static final String END = "\r\n";

  private final UacRequest request;
  private final SimulatorOptions options;
  private final ProxyVersion version;
  private final Tokens tokens;
  private final String callId;
  private final String fromTag;

  UacReply(
      UacRequest request,
      SimulatorOptions options,
      ProxyVersion version,
      Tokens tokens,
      String callId,
      String fromTag) {
    this.request = request;
    this.options = options;
    this.version = version;
    this.tokens = tokens;
    this.callId = callId;
    this.fromTag = fromTag;
  }

  /** A call is answered; its dialog is null if the call did not pass through the proxy. */
  JsonObject answered(SipStatus status, Phone phone, String toTag, @Nullable DialogId dialog) {
    JsonObject result = status(status).put("RURI", phone.contact());
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

  /** The proxy has waited in vain and answered itself; the answer came back to itself. */
  JsonObject timedOutOnTheWay(SipStatus status) {
    String text =
        via()
            + ("To: " + address("to") + ";tag=" + tokens.localReplyTag() + END)
            + ("From: " + address("from") + ";tag=" + fromTag + END)
            + ("Call-ID: " + callId + END)
            + ("CSeq: " + request.cseq() + END)
            + ("Server: " + version.server() + END)
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
