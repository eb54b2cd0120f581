package io.callapi.opensips.recipe;

import io.callapi.opensips.dialog.OwnContact;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import java.util.UUID;

/**
 * The INVITE of the set-up dialog of a click-to-dial. It goes through the proxy's own request
 * route, or the proxy would make no dialog of it.
 *
 * @param proxy the proxy's SIP URI
 */
public record SetupInvite(SipUri proxy) {

  /** The Contact of the party that this program plays. */
  public SipUri contact(SipUri phone) {
    return new OwnContact(proxy).towards(phone);
  }

  /**
   * From is the other party, so that the phone shows who is being called. Sent again as it is, a
   * phone takes it for the same INVITE (RFC 3261, section 8.2.2.2): Call-ID, CSeq and From tag are
   * chosen here.
   */
  public MiRequest of(CallId callId, SipUri phone, SipUri callerIdentity) {
    String headers =
        header("From", "<" + callerIdentity + ">;tag=" + newTag())
            + header("To", "<" + phone + ">")
            + header("Contact", "<" + contact(phone) + ">")
            + header("Content-Type", "application/sdp")
            + header("CSeq", "1 INVITE")
            + header("Call-ID", callId.value());
    return MiRequest.once("t_uac_dlg")
        .with("method", "INVITE")
        .with("ruri", phone.value())
        .with("next_hop", proxy.value())
        .with("body", SilentOffer.at(proxy.host()))
        .with("headers", headers);
  }

  private static String newTag() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** A line of the headers. */
  public static String header(String name, String value) {
    return name + ": " + value + "\r\n";
  }
}
