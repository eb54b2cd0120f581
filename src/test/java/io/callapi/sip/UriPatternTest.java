package io.callapi.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriPatternTest {

  @ParameterizedTest
  @CsvSource({
    "sip:alice@example.com, sip:alice@example.com",
    "sip:alice@example.com, sip:alice@EXAMPLE.com:5060;transport=tcp",
    "sip:alice@example.com;user=phone, sip:alice@example.com",
    "sip:%61lice@example.com, sip:alice@example.com",
    "*@example.com, sip:bob@Example.com:5070",
    "*@[2001:db8::1], sip:bob@[2001:db8::1]:5070",
    "alice@*, sips:alice@other.example",
    "alice@*, sip:alice:secret@h",
    "*21@*, sip:*21@h",
    "+12125550123@*, tel:+1-212-555-0123",
    "tel:+12125550123, sip:+1-212-555-0123@example.com;user=phone",
  })
  void meets(String pattern, String uri) {
    assertThat(new UriPattern(pattern).matches(uri)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "sip:alice@example.com, sip:bob@example.com",
    "sip:alice@example.com, sips:alice@example.com",
    "sip:alice@example.com, sip:alice@example.com:5070",
    "*@example.com, sip:bob@sub.example.com",
    "*@example.com, tel:+12125550123",
    "alice@*, sip:alice2@example.com",
    "alice@*, sip:example.com",
  })
  void doesNotMeet(String pattern, String uri) {
    assertThat(new UriPattern(pattern).matches(uri)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"alice", "*@", "@*", "*@*", "a@b@*", "sip:", "'sip:a b@h'", "sip:a@h?x=y", "''"})
  void refusesWhatIsNoPattern(String text) {
    assertThatThrownBy(() -> new UriPattern(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
