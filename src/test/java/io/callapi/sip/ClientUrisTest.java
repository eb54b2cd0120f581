package io.callapi.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may say whom to call (RFC 3261, sections 19.1.1 and 25.1). */
class ClientUrisTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:alice@example.com",
        "sips:alice:se&cr=et@example.com:5061;transport=tls",
        "sip:a-_.!~*'()&=+$,;?/%23z@example.com",
        "sip:+12125550123;phone-context=x@example.com;user=phone",
        "sip:11%231??2@example.com",
        "sip:example.com",
        "sip:alice@h;xlr;lrx=1;methods=x;x=lr"
      })
  void takesWhatTheStandardAllows(String text) {
    assertThat(SipUri.ofClient(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sip:bob@h;method=BYE | must not have the parameter 'method': it is allowed in external URIs"
            + " only (RFC 3261, section 19.1.1)",
        "sip:bob@h;x;MADDR=192.0.2.1 | must not have the parameter 'maddr': it is not allowed in To"
            + " and From (RFC 3261, section 19.1.1)",
        "sip:bob@h;ttl=1 | must not have the parameter 'ttl': it is not allowed in To and From (RFC"
            + " 3261, section 19.1.1)",
        "sip:bob@h;lr | must not have the parameter 'lr': it is not allowed in To and From (RFC 3261,"
            + " section 19.1.1)",
        "sip:bob@h;lr=on | must not have the parameter 'lr': it is not allowed in To and From (RFC"
            + " 3261, section 19.1.1)",
        "sip:bob@h?Subject=x | must not carry URI headers ('?' at position 10)",
        "sip:bob@h;x=1?y=2 | must not carry URI headers ('?' at position 14)",
        "sip:11#1??2@example.com | must not contain '#' in the user part (at position 7), but %23"
            + " (RFC 3261, section 25.1)",
        "sip:a[b@h | must not contain '[' in the user part (at position 6), but %5B (RFC 3261,"
            + " section 25.1)",
        "sip:a:b:c@h | must not contain ':' in the password (at position 8), but %3A (RFC 3261,"
            + " section 25.1)",
        "sip:a:b?@h | must not contain '?' in the password (at position 8), but %3F (RFC 3261,"
            + " section 25.1)",
        "sip:a%2@h | must have two hexadecimal digits after '%' (at position 6)",
        "sip:a%@h | must have two hexadecimal digits after '%' (at position 6)",
        "sip:a@b@h | must not contain a second '@' (at position 8)",
        "sip:@h | must have a user before '@', or no '@'",
        "sip:a@h; | must have a parameter after ';' (at position 8)",
        "sip:a@h;;x | must have a parameter after ';' (at position 8)",
        "sip:a@h_x | must have a host name or an IP address",
        "sip:a@h:0 | must have a port from 1 to 65535",
        "sip:a@h: | must have a port from 1 to 65535",
        "tel:+1212 | must be a SIP URI such as sip:user@host:port"
      })
  void saysWhyItRefusesTheRest(String text, String reason) {
    assertThatThrownBy(() -> SipUri.ofClient(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @Test
  void takesOffMarksThatWereCopiedFromACall() {
    assertThat(SipUri.ofClient("sip:bob@example.com;osid=a09.cb355e97"))
        .hasToString("sip:bob@example.com");
    assertThat(SipUri.ofClient("sip:bob@h;Call-API=x1;transport=tcp;osid=1.2"))
        .hasToString("sip:bob@h;transport=tcp");
    assertThat(SipUri.ofClient("sip:bob;osid=1@h")).hasToString("sip:bob;osid=1@h");
  }
}
