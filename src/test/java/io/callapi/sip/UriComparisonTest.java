package io.callapi.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261, section 19.1.4, with its examples. */
class UriComparisonTest {

  private static void expectMatch(String one, String other, boolean expected) {
    assertThat(UriComparison.areEqual(one, other)).isEqualTo(expected);
    assertThat(UriComparison.areEqual(other, one)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:%61lice@atlanta.com;transport=TCP, sip:alice@AtLanTa.CoM;Transport=tcp",
    "sip:carol@chicago.com, sip:carol@chicago.com;newparam=5",
    "sip:carol@chicago.com, sip:carol@chicago.com;security=on",
    "sip:carol@chicago.com;newparam=5, sip:carol@chicago.com;security=on",
    "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com,"
        + " sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
    "sip:alice@atlanta.com?subject=project%20x&priority=urgent,"
        + " sip:alice@atlanta.com?priority=urgent&subject=project%20x"
  })
  void findsTheEqualOnesOfTheRfc(String one, String other) {
    expectMatch(one, other, true);
  }

  @ParameterizedTest
  @CsvSource({
    "SIP:ALICE@AtLanTa.CoM;Transport=udp, sip:alice@AtLanTa.CoM;Transport=UDP",
    "sip:bob@biloxi.com, sip:bob@biloxi.com:5060",
    "sip:bob@biloxi.com, sip:bob@biloxi.com;transport=udp",
    "sip:bob@biloxi.com, sip:bob@biloxi.com:6000;transport=tcp",
    "sip:carol@chicago.com, sip:carol@chicago.com?Subject=next%20meeting",
    "sip:bob@phone21.boxesbybob.com, sip:bob@192.0.2.4",
    "sip:carol@chicago.com;security=on, sip:carol@chicago.com;security=off"
  })
  void tellsApartTheDifferentOnesOfTheRfc(String one, String other) {
    expectMatch(one, other, false);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:a@h, sips:a@h, false",
    "SIP:a@H, sip:a@h, true",
    "sip:h, sip:a@h, false",
    "sip:a@h, sip:a:pw@h, false",
    "sip:a:pw@h, sip:a:PW@h, false",
    "sip:a%3fb@h, sip:a%3Fb@h, true",
    "sip:a%3fb@h, sip:a?b@h, false",
    "sip:a%2Fb@h, sip:a/b@h, false",
    "sip:a%23b@h, sip:a#b@h, true",
    "sip:+1@h;user=phone, sip:+1@h, false",
    "sip:a@h;ttl=1, sip:a@h, false",
    "sip:a@h;method=INVITE, sip:a@h, false",
    "sip:a@h;maddr=h, sip:a@h, false",
    "sip:a@h;ob, sip:a@h, true",
    "sip:a@[2001:DB8::1], sip:a@[2001:db8::1], true",
    "tel:+1-212-555-0123, tel:+12125550123, true",
    "tel:+1(212)5550123;ext=1, tel:+12125550123;ext=1, true",
    "tel:+12125550123, tel:+12125550124, false",
    "tel:+12125550123, sip:+12125550123@h, false",
    "bob, bob, true",
    "bob, BOB, false"
  })
  void followsTheRulesOfTheRfc(String one, String other, boolean expected) {
    expectMatch(one, other, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:+12125550123@example.com;user=phone, sip:+12125550123@example.com, true",
    "sip:a@h;transport=tcp;x, sip:a@H:5060, true",
    "sips:a@h:5061, sips:a@h, true",
    "sip:a:pw@h, sip:a@h, true",
    "sip:%61@h, sip:a@h, true",
    "sip:a@h?Subject=x, sip:a@h, true",
    "sip:a@h, sip:A@h, false",
    "sip:a@h, sip:b@h, false",
    "sip:a@h, sip:a@i, false",
    "sip:a@h, sip:h, false",
    "sip:a@h:5071, sip:a@h:5072, false",
    "sips:a@h, sip:a@h, false",
    "tel:+1-212;ext=7, tel:+1212, true",
    "tel:+1-212, sip:+1212@h, true",
    "tel:+1-212, sip:+1213@h, false",
    "tel:, sip:h, false",
    "sip:+1-212@h;user=phone, sip:+1212@h, true",
    "sip:+1-212@h, sip:+1212@h, false",
    "sip:+1212@h;user=phone, sip:+1212@i, false",
    "sips:+1-212@h;user=phone, sip:+1212@h, false",
    "sip:+1212;phone-context=x@h;user=phone, sip:+1212@h, true"
  })
  void findsWhomAPhoneMeansThatDropsParameters(String one, String other, boolean expected) {
    assertThat(UriComparison.haveSameTarget(one, other)).isEqualTo(expected);
    assertThat(UriComparison.haveSameTarget(other, one)).isEqualTo(expected);
    if (expected) {
      assertThat(UriComparison.targetKey(one)).isEqualTo(UriComparison.targetKey(other));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "@",
        "sip:",
        "sip:@",
        "sip:%",
        "sip:a%@h",
        "tel:",
        ";",
        "?",
        "sip:a@[",
        "x"
      })
  void comparesAnyTextWithItself(String text) {
    assertThat(UriComparison.areEqual(text, text)).isTrue();
    assertThat(UriComparison.haveSameTarget(text, text)).isTrue();
    assertThat(UriComparison.haveSameTarget(text, "sip:carol@h")).isFalse();
  }

  @Test
  void knowsWhichUrisAreSecure() {
    assertThat(new SipUri("sips:a@h").isSecure()).isTrue();
    assertThat(new SipUri("SIPS:a@h").isSecure()).isTrue();
    assertThat(new SipUri("sip:sips:x@h").isSecure()).isFalse();
  }
}
