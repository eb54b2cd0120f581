package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class OriginateRecipeTest {

  private static final SipUri ALICE = new SipUri("sip:alice@127.0.0.1:5070");
  private static final SipUri BOB = new SipUri("sip:bob@127.0.0.1:5071");

  private RecipeHarness harness;

  @BeforeEach
  void make(Vertx vertx) {
    harness = new RecipeHarness(vertx, ReferBy.SEND_SEQUENTIAL);
    harness.answer("t_uac_dlg", "{\"Status\":\"200 OK\"}");
  }

  private static Originate to(String phone) {
    return new Originate(new CallId("start-ok"), new SipUri(phone), BOB);
  }

  @Test
  void callsThePhoneInTheNameOfTheOtherParty() {
    assertThat(harness.ask(to(ALICE.value()))).isEqualTo(new Done());

    assertThat(harness.asked()).containsExactly("t_uac_dlg");
    Map<String, Object> said = harness.said("t_uac_dlg");
    assertThat(said).containsOnlyKeys("method", "ruri", "next_hop", "body", "headers");
    assertThat(said)
        .containsEntry("method", "INVITE")
        .containsEntry("ruri", "sip:alice@127.0.0.1:5070")
        .containsEntry("next_hop", "sip:127.0.0.1:5060");
    assertThat((String) said.get("headers"))
        .matches(
            """
            From: <sip:bob@127\\.0\\.0\\.1:5071>;tag=[0-9a-f]{32}\r
            To: <sip:alice@127\\.0\\.0\\.1:5070>\r
            Contact: <sip:call-api@127\\.0\\.0\\.1:5060>\r
            Content-Type: application/sdp\r
            CSeq: 1 INVITE\r
            Call-ID: start-ok\r
            """);
  }

  /** RFC 3264, section 5.1; the static payload types are those of RFC 3551, section 6. */
  @Test
  void offersTheUsualPayloadsAndNoSound() {
    harness.ask(to(ALICE.value()));

    assertThat((String) harness.said("t_uac_dlg").get("body"))
        .isEqualTo(
            String.join(
                "\r\n",
                "v=0",
                "o=call-api 1 1 IN IP4 127.0.0.1",
                "s=-",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=audio 9 RTP/AVP 0 8 9 96 101",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:8 PCMA/8000",
                "a=rtpmap:9 G722/8000",
                "a=rtpmap:96 opus/48000/2",
                "a=rtpmap:101 telephone-event/8000",
                "a=fmtp:101 0-15",
                "a=inactive",
                ""));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, IN IP4 192.0.2.1",
    "[2001:db8::1], IN IP6 2001:db8::1",
    "proxy.example.com, IN IP4 127.0.0.1",
    "0.0.0.0, IN IP4 127.0.0.1"
  })
  void namesAnAddressThatDoesNotMeanHold(String host, String address) {
    assertThat(SilentOffer.at(host)).contains("\r\nc=" + address + "\r\n");
  }

  /** RFC 3261, section 8.1.1.8. */
  @ParameterizedTest
  @CsvSource({"sips:alice@example.com, sips", "SIPS:alice@example.com, sips", "sip:a@h, sip"})
  void showsASecureContactToASecurePhone(String phone, String scheme) {
    harness.ask(to(phone));

    assertThat((String) harness.said("t_uac_dlg").get("headers"))
        .contains("Contact: <" + scheme + ":call-api@127.0.0.1:5060>\r\n");
  }

  @ParameterizedTest
  @CsvSource({"486, Busy Here", "603, Decline", "408, Request Timeout", "302, Moved Temporarily"})
  void tellsThePhonesRefusal(int code, String text) {
    harness.answer("t_uac_dlg", "{\"Status\":\"%d %s\"}".formatted(code, text));
    expect(Reason.REFUSED, Cause.sip(code, text));
  }

  @ParameterizedTest
  @CsvSource({"400, Invalid ruri", "-32601, Method not found", "500, MI/UAC failed"})
  void saysThatTheProxyRefuses(int code, String text) {
    harness.refuse("t_uac_dlg", code, text);
    expect(Reason.NOT_POSSIBLE, Cause.mi(code, text));
  }

  @Test
  void leavesOpenWhetherASilentProxyCallsThePhone() {
    harness.noReplyTo("t_uac_dlg");
    expect(Reason.NO_REPLY, Cause.timeout("No reply"));
  }

  @Test
  void saysThatAnAnswerCannotBeRead() {
    harness.answer("t_uac_dlg", "{\"Status\":\"hello\"}");
    expect(
        Reason.NOT_POSSIBLE, Cause.proxy("The proxy's answer to an INVITE cannot be read: hello"));
  }

  private void expect(Reason reason, Cause cause) {
    CallFailure failure = harness.failureOf(to(ALICE.value()));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.cause()).isEqualTo(cause);
  }
}
