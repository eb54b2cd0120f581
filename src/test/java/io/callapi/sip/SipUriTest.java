package io.callapi.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

  @ParameterizedTest
  @CsvSource({
    "sip:alice@example.com, alice, example.com, 5060",
    "sip:alice@example.com:5070, alice, example.com, 5070",
    "sips:alice@example.com, alice, example.com, 5061",
    "SIP:alice@example.com, alice, example.com, 5060",
    "SIPS:alice@example.com:1, alice, example.com, 1",
    "sip:example.com, '', example.com, 5060",
    "sip:127.0.0.1:65535, '', 127.0.0.1, 65535",
    "sip:alice@[::1], alice, [::1], 5060",
    "sip:alice@[2001:db8::1]:5070;transport=tcp, alice, [2001:db8::1], 5070",
    "sip:alice@h;transport=tcp;lr, alice, h, 5060",
    "sip:alice;day=tuesday@atlanta.com, alice;day=tuesday, atlanta.com, 5060",
    "sip:alice:secret@h, alice:secret, h, 5060",
    "sip:+1-212-555-1212:1234@gateway.com;user=phone, +1-212-555-1212:1234, gateway.com, 5060",
    "sip:atlanta.com., '', atlanta.com., 5060",
    "sip:a-b@x-y.example, a-b, x-y.example, 5060"
  })
  void readsUriParts(String text, String user, String host, int port) {
    SipUri uri = new SipUri(text);

    assertThat(uri.user()).isEqualTo(user);
    assertThat(uri.host()).isEqualTo(host);
    assertThat(uri.port()).isEqualTo(port);
    assertThat(uri).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        "alice@example.com",
        "tel:+1212",
        "sip:",
        "sip:@h",
        "sip:alice@",
        "sip:alice@bob@h",
        "sip:alice@-h",
        "sip:alice@h-",
        "sip:alice@h_x",
        "sip:alice@h:",
        "sip:alice@h:0",
        "sip:alice@h:65536",
        "sip:alice@h:99999",
        "sip:alice@h:123456",
        "sip:alice@h:-1",
        "sip:alice@h:5060x",
        "sip:alice@[::1",
        "sip:alice@::1",
        "sip:alice@[fe80::1%eth0]",
        "sip:alice@h;",
        "sip:alice@h;;lr",
        "sip:alice@h?Subject=x",
        "sip:alice@h;x=1?y=2",
        "sip:alice@h/path",
        "http://h",
        "sip:alice@h,sip:bob@h"
      })
  void refusesWhatIsNoSipUri(String text) {
    assertThatThrownBy(() -> new SipUri(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r", "\n", "\r\n", "\u0000", "<", ">", " ", "\t", "\"", "\u007f", "\u00e9", "\u2028"
      })
  void refusesTextThatBreaksOutOfAHeaderWhereverItIs(String text) {
    for (String uri :
        new String[] {
          text + "sip:alice@h",
          "sip:al" + text + "ice@h",
          "sip:alice@h" + text,
          "sip:alice@h;x=" + text,
          "sip:alice@h" + text + "Via: x"
        }) {
      assertThatThrownBy(() -> new SipUri(uri)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void takes512CharactersOfAClientAndTwiceAsManyOfItsOwn() {
    String longest = "sip:" + "a".repeat(506) + "@h";

    assertThat(SipUri.ofClient(longest).value()).hasSize(512);
    assertThatThrownBy(() -> SipUri.ofClient(longest + "h"))
        .hasMessage("must not be longer than 512 characters");
    assertThat(new SipUri(longest).with("x", "y".repeat(509)).value()).hasSize(1024);
    assertThatThrownBy(() -> new SipUri(longest).with("x", "y".repeat(510)))
        .hasMessage("must not be longer than 1024 characters");
  }

  @Test
  void readsTheLongestUrisInNoTime() {
    assertThatThrownBy(() -> new SipUri("sip:" + "a.-".repeat(165) + "-"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SipUri("sip:a@h" + ";a".repeat(250) + ";"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new SipUri("sip:a@h" + ";osid".repeat(200)).withoutMarks()).hasToString("sip:a@h");
  }

  @ParameterizedTest
  @CsvSource({
    "sip:bob@h;osid=a09.cb355e97, sip:bob@h",
    "sip:bob@127.0.0.1:5071;osid=368.28667175, sip:bob@127.0.0.1:5071",
    "sip:bob@h;transport=tcp;osid=1.2, sip:bob@h;transport=tcp",
    "sip:bob@h;osid=1.2;transport=tcp, sip:bob@h;transport=tcp",
    "sip:bob@h;a=1;osid=1.2;b, sip:bob@h;a=1;b",
    "sip:bob@h;osid, sip:bob@h",
    "sip:bob@h;OSID=1, sip:bob@h",
    "sip:bob@h;osid=1;osid=2, sip:bob@h",
    "sip:bob@[::1];osid=1, sip:bob@[::1]",
    "sip:bob@h;osidx=1, sip:bob@h;osidx=1",
    "sip:bob@h;x=osid, sip:bob@h;x=osid",
    "sip:bob;osid=1@h, sip:bob;osid=1@h",
    "sip:bob@h, sip:bob@h"
  })
  void leavesAParameterOut(String text, String expected) {
    assertThat(new SipUri(text).without("osid")).isEqualTo(new SipUri(expected));
  }

  @Test
  void isEqualIfItsTextIs() {
    assertThat(new SipUri("sip:alice@h"))
        .isEqualTo(new SipUri("sip:alice@h"))
        .isNotEqualTo(new SipUri("sip:alice@H"));
  }

  @ParameterizedTest
  @CsvSource({
    "sip:bob@h;osid=a09.cb355e97, a09.cb355e97",
    "sip:bob@h;lr;OSID=1.2;transport=udp, 1.2",
    "sip:bob@h;osid, ''",
    "sip:bob;osid=1.2@h, ''",
    "sip:bob@h;xosid=1.2, ''"
  })
  void readsAParameter(String uri, String value) {
    assertThat(new SipUri(uri).parameter("osid")).isEqualTo(value);
  }
}
