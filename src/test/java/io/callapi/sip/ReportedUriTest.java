package io.callapi.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy reports is kept as it is, and only what is safe can be written into a header. */
class ReportedUriTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:anonymous@anonymous.invalid",
        "sip:bob@192.0.2.7:5070;transport=tcp;ob;lr",
        "sip:*21#@example.com;user=phone",
        "sip:bob@h;method=INVITE;maddr=192.0.2.1;ttl=3"
      })
  void takesForASipUriWhatCanBeWrittenIntoAHeader(String text) {
    assertThat(Uri.reported(text)).isEqualTo(new SipUri(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tel:+12125550123",
        "urn:service:sos",
        "sip:bob@h?Subject=x",
        "sip:bob@host_1",
        "sip:b b@h",
        "sip:bob@h>\r\nVia: x",
        "sip:\u00e9@h",
        "\"Bob\" <sip:bob@h>",
        "bob"
      })
  void keepsEverythingElseAsItIs(String text) {
    Uri uri = Uri.reported(text);

    assertThat(uri).isInstanceOf(OtherUri.class).hasToString(text);
    assertThat(uri.value()).isEqualTo(text);
    assertThat(uri).isEqualTo(Uri.reported(text));
  }

  @ParameterizedTest
  @CsvSource({
    "tel:+1212;osid=1.2;ext=3, tel:+1212;ext=3",
    "sip:bob@h;call-api=x;osid=1.2, sip:bob@h",
    "sip:bob@host_1;OSID=1.2, sip:bob@host_1",
    "sip:bob@h;osid=1.2?Subject=x, sip:bob@h?Subject=x",
    "sip:bob@h?Subject=x;osid=1, sip:bob@h?Subject=x;osid=1",
    "sip:bob@h, sip:bob@h"
  })
  void leavesOutTheMarksThatCallsAreFollowedBy(String text, String expected) {
    assertThat(Uri.reported(text).withoutMarks()).isEqualTo(Uri.reported(expected));
  }

  @Test
  void readsAMarkOfAnyUri() {
    assertThat(Uri.reported("tel:+1212;osid=1.2").parameter(Uri.OSID_MARK)).isEqualTo("1.2");
    assertThat(Uri.reported("sip:bob@h;call-api=x").parameter(Uri.OWN_MARK)).isEqualTo("x");
  }

  @Test
  void refusesNothingAndTooMuch() {
    assertThatThrownBy(() -> Uri.reported("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Uri.reported("x".repeat(4097)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Uri.reported("x".repeat(4096)).value()).hasSize(4096);
  }

  @Test
  void isOneKindForEachText() {
    assertThatThrownBy(() -> new OtherUri("sip:bob@h"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void canBeAskedWhateverItIs(@ForAll @StringLength(min = 1, max = 60) String text) {
    for (String any : new String[] {text, "sip:" + text, "sip:a@h" + text, "tel:+1;" + text}) {
      Uri uri = Uri.reported(any);

      assertThat(uri.value()).isEqualTo(any);
      assertThat(UriComparison.areEqual(any, any)).isTrue();
      assertThat(UriComparison.haveSameTarget(any, any)).isTrue();
      assertThat(uri.withoutMarks().parameter(Uri.OSID_MARK)).isEmpty();
    }
  }
}
