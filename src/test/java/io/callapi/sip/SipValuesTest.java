package io.callapi.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Call-IDs, legs and statuses. */
class SipValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "nk72bvpawu1p@ua.py",
        "91d9caae-4c2e-4e1b-8d2a-0123456789ab",
        "~!#$%&'*+;=?/",
        "\"a\"@host",
        "a-.!%*_+`'~()<>:\\\"/[]?{}9@a-.!%*_+`'~()<>:\\\"/[]?{}9"
      })
  void takesCallIdsOfPrintableAscii(String text) {
    assertThat(new CallId(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\r\nX: y",
        "a\n",
        "a\r",
        "a\u0000",
        "\ta",
        "a\u007f",
        "\u00e9",
        "\ud83d\ude00"
      })
  void refusesOtherCallIds(String text) {
    assertThatThrownBy(() -> new CallId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesCallIdsOf256CharactersAtMost() {
    assertThat(new CallId("x".repeat(256)).value()).hasSize(256);
    assertThatThrownBy(() -> new CallId("x".repeat(257)))
        .hasMessage("must not be longer than 256 characters");
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'a b',must not contain a space (at position 2)",
        "'ab\r\nc',must not contain CR (at position 3)",
        "'\nab',must not contain LF (at position 1)",
        "'ab\u0000',must not contain NUL (at position 3)",
        "'a\u00e9',must not contain the character U+00E9 (at position 2)",
        "'',must not be empty"
      })
  void saysWhatIsWrongWithACallId(String text, String reason) {
    assertThatThrownBy(() -> new CallId(text)).hasMessage(reason);
  }

  @Test
  void writesNoAngleBracketIntoAHeaderThatAClientHasChosen() {
    assertThat(CallId.chosen("a/b:c@h")).isEqualTo(new CallId("a/b:c@h"));
    assertThatThrownBy(() -> CallId.chosen("a<b"))
        .hasMessage("must not contain '<' (at position 2)");
    assertThatThrownBy(() -> CallId.chosen(">")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsLegs() {
    assertThat(Leg.of("caller")).isEqualTo(Leg.CALLER);
    assertThat(Leg.of("callee")).isEqualTo(Leg.CALLEE);
    assertThat(Leg.CALLER.wireName()).isEqualTo("caller");
    assertThat(Leg.CALLEE.wireName()).isEqualTo("callee");
    assertThat(Leg.CALLER.peer()).isEqualTo(Leg.CALLEE);
    assertThat(Leg.CALLEE.peer()).isEqualTo(Leg.CALLER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CALLER", "Callee", "caller ", "both", "caller\n"})
  void refusesOtherLegs(String text) {
    assertThatThrownBy(() -> Leg.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be caller or callee");
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, 200, OK",
    "486 Busy Here, 486, Busy Here",
    "SIP/2.0 180 Ringing, 180, Ringing",
    "100, 100, ''",
    "' 603 Decline ', 603, Decline",
    "'480 Temporarily Unavailable\r\n', 480, Temporarily Unavailable"
  })
  void readsStatuses(String text, int code, String reason) {
    assertThat(SipStatus.parse(text)).contains(new SipStatus(code, reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "99 Low",
        "700 High",
        "20 OK",
        "2000 OK",
        "200OK",
        "SIP/3.0 200 OK",
        "-200"
      })
  void takesNothingElseForAStatus(String text) {
    assertThat(SipStatus.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "100, true, false, false",
    "199, true, false, false",
    "200, false, true, false",
    "299, false, true, false",
    "300, false, false, true",
    "486, false, false, true",
    "699, false, false, true"
  })
  void knowsTheClassesOfStatuses(int code, boolean provisional, boolean success, boolean failure) {
    SipStatus status = new SipStatus(code, "");

    assertThat(status.isProvisional()).isEqualTo(provisional);
    assertThat(status.isSuccess()).isEqualTo(success);
    assertThat(status.isFailure()).isEqualTo(failure);
  }

  @Test
  void showsStatusesAsSipDoes() {
    assertThat(new SipStatus(486, "Busy Here")).hasToString("486 Busy Here");
    assertThat(new SipStatus(486, "")).hasToString("486");
    assertThatThrownBy(() -> new SipStatus(99, "x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SipStatus(700, "x")).isInstanceOf(IllegalArgumentException.class);
  }
}
