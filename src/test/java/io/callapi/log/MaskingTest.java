package io.callapi.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      caller=sip:alice@example.com callee=sip:+4930@b     | caller=sip:***@example.com callee=sip:***@b
      <sips:alice:secret@example.com;user=phone>          | <sips:***@example.com;user=phone>
      SIP:123;phone-context=de@h and tel:+49-30(12)34;x=y | SIP:***@h and tel:***;x=y
      sip:127.0.0.1:5060                                  | sip:127.0.0.1:5060
      call 3f@phone.invalid                               | call 3f@phone.invalid
      """)
  void takesUsersAndNumbersOutOfAddresses(String text, String masked) {
    assertThat(Masking.mask(text)).isEqualTo(masked);
  }
}
