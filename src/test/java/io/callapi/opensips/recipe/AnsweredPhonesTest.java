package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.sip.CallId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As OpenSIPS 3.6.8 and 4.0.1 list and report a call that two phones have answered. */
class AnsweredPhonesTest {

  private static final CallId CALL = new CallId("fork-two");
  private static final DialogId ID = new DialogId("c62.c1be5996");
  private static final DialogLeg FIRST = new DialogLeg("sip:a@h", "ta", "sip:alice@h:37031");
  private static final DialogLeg SECOND = new DialogLeg("sip:a@h", "tb", "sip:alice@h:41588");

  private static final DialogLeg RINGING = new DialogLeg("sip:a@h", "tc", "");

  private final AnsweredPhones phones = new AnsweredPhones();

  private static Dialog listed(List<DialogLeg> more) {
    DialogLeg caller = new DialogLeg("sip:b@h", "t", "sip:call-api@h");
    return new Dialog(ID, CALL, CallState.CONFIRMED, caller, FIRST, more, null, "m", true);
  }

  private void tell(CallState state, String tag) {
    phones.onDialog(new DialogChanged(CALL, ID, state, tag));
  }

  @Test
  void takesThePhoneThatWasReportedForTheCallee() {
    tell(CallState.ANSWERED, "tb");
    tell(CallState.CONFIRMED, "tb");

    Dialog dialog = phones.inOrder(listed(List.of(SECOND)));
    assertThat(dialog.callee()).isEqualTo(SECOND);
    assertThat(dialog.forks()).containsExactly(FIRST);
    assertThat(dialog.referMark()).isEqualTo("m");
  }

  @Test
  void leavesTheOrderWhereThatIsTheFirst() {
    tell(CallState.ANSWERED, "ta");

    assertThat(phones.inOrder(listed(List.of(SECOND)))).isEqualTo(listed(List.of(SECOND)));
  }

  @Test
  void leavesTheOrderWhereNothingWasReported() {
    tell(CallState.RINGING, "tb");

    assertThat(phones.inOrder(listed(List.of(RINGING)))).isEqualTo(listed(List.of(RINGING)));
    assertThat(phones.inOrder(listed(List.of()))).isEqualTo(listed(List.of()));
  }

  @Test
  void showsNoFurtherPhoneAsAnsweringWhereItIsNotKnownWhichOneIsTheCallee() {
    DialogLeg notShown = new DialogLeg("sip:a@h", "tb", "");

    assertThat(phones.inOrder(listed(List.of(SECOND)))).isEqualTo(listed(List.of(notShown)));
  }

  @Test
  void showsAllWhoHaveAnsweredInADialogThatHasEnded() {
    Dialog ended = listed(List.of(SECOND)).in(CallState.ENDED);

    assertThat(phones.inOrder(ended)).isEqualTo(ended);
  }

  @Test
  void forgetsADialogWithItsEnd() {
    tell(CallState.ANSWERED, "tb");
    tell(CallState.ENDED, "tb");

    assertThat(phones.size()).isZero();
  }

  @Test
  void forgetsTheOldestOfTooMany() {
    for (int i = 0; i <= AnsweredPhones.MAX; i++) {
      phones.onDialog(
          new DialogChanged(CALL, new DialogId("1." + i), CallState.ANSWERED, "tag" + i));
    }

    assertThat(phones.size()).isEqualTo(AnsweredPhones.MAX);
  }
}
