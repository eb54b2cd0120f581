package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.BOB_CALLS_CAROL;
import static io.callapi.calls.DialogExamples.CAROL;
import static io.callapi.calls.DialogExamples.NEW;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.comingOf;
import static io.callapi.calls.DialogExamples.idOf;
import static io.callapi.calls.DialogExamples.setup;
import static io.callapi.calls.DialogExamples.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.Recognition.Evidence;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {

  private static final DialogLeg STRANGER =
      new DialogLeg("sip:eve@example.net", "t", "sip:eve@192.0.2.9");

  private static Optional<Evidence> evidence(Dialog dialog) {
    return Recognition.recognise(BOB_CALLS_CAROL, dialog);
  }

  private static DialogLeg with(@Nullable String uri, String contact) {
    return new DialogLeg(uri, "", contact);
  }

  @Test
  void recognisesACallByTheDialogThatItComesOfWhoeverIsInIt() {
    assertThat(evidence(comingOf(idOf(OLD), talk(NEW, STRANGER, STRANGER))))
        .contains(Evidence.TRANSFER_OF);
  }

  @Test
  void recognisesACallOfThePhoneThatWasAskedThoughItDropsParametersAndShowsAnotherCaller() {
    DialogLeg caller = with("sip:anonymous@anonymous.invalid", BOB.contact());
    DialogLeg callee = with("sip:carol@EXAMPLE.com;user=phone", "");

    assertThat(evidence(talk(NEW, caller, callee))).contains(Evidence.CONTACT);
  }

  @Test
  void recognisesACallBetweenTheNamedPartiesThoughTheContactIsAnother() {
    DialogLeg caller = with("sip:bob@Example.COM", "sip:gateway@192.0.2.77");

    assertThat(evidence(talk(NEW, caller, CAROL))).contains(Evidence.PARTIES);
  }

  @Test
  void doesNotRecogniseACallThatComesOfAnotherDialog() {
    assertThat(evidence(comingOf(new DialogId("other"), talk(NEW, BOB, CAROL)))).isEmpty();
  }

  @Test
  void doesNotRecogniseACallOfThePhoneToSomebodyElse() {
    assertThat(evidence(talk(NEW, BOB, ALICE))).isEmpty();
  }

  @Test
  void doesNotRecogniseACallOfSomebodyElseToTheTarget() {
    assertThat(evidence(talk(NEW, ALICE, CAROL))).isEmpty();
  }

  @Test
  void doesNotRecogniseTheOldCallItselfNorASetupDialog() {
    assertThat(evidence(talk(OLD, BOB, CAROL))).isEmpty();
    assertThat(evidence(comingOf(idOf(OLD), setup(NEW)))).isEmpty();
  }

  @Test
  void doesNotTakeAnUnknownContactForTheSameContact() {
    Expectation unknown =
        new Expectation(BOB_CALLS_CAROL.old(), with(null, ""), BOB_CALLS_CAROL.target(), null, "");

    assertThat(Recognition.recognise(unknown, talk(NEW, with(null, ""), CAROL))).isEmpty();
  }

  private static Optional<Evidence> evidence(String asked, String dialled, DialogLeg caller) {
    Expectation expected = new Expectation(BOB_CALLS_CAROL.old(), BOB, asked, null, "m1");
    return Recognition.recognise(expected, talk(NEW, caller, with(dialled, "")));
  }

  @ParameterizedTest
  @CsvSource({
    "sip:+12125550123@h;user=phone, sip:+12125550123@h",
    "sip:+1-212-555.0123@h;user=phone, sip:+12125550123@h:5060",
    "sip:+1(212)5550123@h;user=phone, sip:+1-212-5550123@h;user=phone",
    "sip:+12125550123;isub=4@h;user=phone, sip:+12125550123@h",
    "sip:+12125550123@h;user=phone, tel:+1-212-555-0123",
    "tel:+1-212-555-0123, sip:+12125550123@gateway;user=phone"
  })
  void recognisesANumberThatThePhoneHasDialledInAnotherWay(String asked, String dialled) {
    DialogLeg anonymous = with("sip:anonymous@anonymous.invalid", BOB.contact());

    assertThat(evidence(asked, dialled, anonymous)).contains(Evidence.CONTACT);
    assertThat(evidence(asked, dialled, STRANGER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sip:+12125550123@h;user=phone, sip:+12125550124@h",
    "sip:+12125550123@h;user=phone, sip:+12125550123@other",
    "sip:1-2@h, sip:12@h",
    "sip:a.b@h, sip:ab@h"
  })
  void doesNotRecogniseAnotherNumberNorAUserThatIsNone(String asked, String dialled) {
    assertThat(evidence(asked, dialled, BOB)).isEmpty();
  }

  private static Dialog marked(String mark) {
    return DialogExamples.marked(mark, talk(NEW, STRANGER, STRANGER));
  }

  @Test
  void recognisesACallByTheMarkOfTheReferWhoeverIsInIt() {
    Expectation expected = new Expectation(BOB_CALLS_CAROL.old(), BOB, "sip:x@h", null, "m1");

    assertThat(Recognition.recognise(expected, marked("m1"))).contains(Evidence.TRANSFER_OF);
    assertThat(Recognition.recognise(expected, marked("m2"))).isEmpty();
  }

  @Test
  void doesNotRecogniseACallWithTheMarkOfAnotherRefer() {
    assertThat(evidence(DialogExamples.marked("m2", talk(NEW, BOB, CAROL)))).isEmpty();
  }

  @Test
  void comparesPartiesThatAreNoSipUris() {
    Expectation toPhone = new Expectation(BOB_CALLS_CAROL.old(), BOB, "tel:+12125550123", null, "");

    assertThat(Recognition.recognise(toPhone, talk(NEW, BOB, with("tel:+12125550123", ""))))
        .isPresent();
  }
}
