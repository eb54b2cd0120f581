package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.NEW;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.dialog;
import static io.callapi.calls.DialogExamples.event;
import static io.callapi.calls.DialogExamples.marked;
import static io.callapi.calls.DialogExamples.setup;
import static io.callapi.calls.DialogExamples.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallsRequest.Admission;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Enter;
import io.callapi.calls.CallsRequest.Entered;
import io.callapi.calls.CallsRequest.Look;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallState;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final TableUnderTest table = new TableUnderTest();

  private Entered start(String referMark) {
    return (Entered) table.ask(new Enter("c1", List.of(NEW), Purpose.START, referMark)).result();
  }

  @Test
  void startsNoCallWhoseCallIdIsInUse() {
    table.report(false, talk(NEW, ALICE, BOB));

    assertThat(start("").admission()).isEqualTo(Admission.IN_USE);
  }

  @Test
  void looksAtACallOfWhichOnlyEventsAreKnownBeforeItSaysSo() {
    table.reaches(talk(NEW, ALICE, BOB));
    assertThat(start("").admission()).isEqualTo(Admission.IN_USE);
    assertThat(table.proxy.requests()).containsExactly(new LookUp(NEW));
  }

  @Test
  void startsNoCallWhereTheProxyDoesNotSayWhoseTheCallIs() {
    table.reaches(talk(NEW, ALICE, BOB));
    table.proxy.isSilent(true);

    assertThat(start("").admission()).isEqualTo(Admission.IN_USE);
  }

  @Test
  void startsACallWhoseCallIdIsFreeAgain() {
    table.reaches(talk(NEW, ALICE, BOB));
    table.ends(NEW);

    assertThat(start("")).isEqualTo(new Entered(Admission.GRANTED, List.of(), false));
  }

  @Test
  void tellsACommandWhatItsEarlierRunHasLeft() {
    table.enter("other", Purpose.HOLD, NEW);
    table.report(false, setup(NEW), marked("m1", talk(OLD, ALICE, BOB)));
    table.leave("other", null);

    assertThat(start("m1"))
        .isEqualTo(
            new Entered(
                Admission.GRANTED, List.of(setup(NEW), marked("m1", talk(OLD, ALICE, BOB))), true));
  }

  @Test
  void tellsNothingOfCallsWithoutAMarkToACommandWithoutOne() {
    table.report(false, talk(OLD, ALICE, BOB));

    assertThat(start("").known()).isEmpty();
  }

  @Test
  void tellsThatACallExistedThatACommandWasAboutToMake() {
    table.enter("start", Purpose.START, NEW);
    Future<CallsReply> end = table.enter("end", Purpose.END, NEW);
    table.leave("start", null);

    assertThat(end.result()).isEqualTo(new Entered(Admission.GRANTED, List.of(), true));
  }

  @Test
  void tellsWhatIsKnownOfTheCallsOfATransfer() {
    table.report(false, talk(OLD, ALICE, BOB));

    assertThat(table.enter("c1", Purpose.TRANSFER, OLD, NEW).result())
        .isEqualTo(new Entered(Admission.GRANTED, List.of(talk(OLD, ALICE, BOB)), true));
  }

  @Test
  void answersALookFromTheTableAsLongAsTheLegsAreThoseOfNow() {
    table.report(false, talk(OLD, ALICE, BOB));

    assertThat(table.look(new Look(OLD))).containsExactly(talk(OLD, ALICE, BOB));
    assertThat(table.proxy.requests()).isEmpty();
  }

  @Test
  void looksAgainWhenTheCallWasAnsweredSince() {
    table.report(false, talk(OLD, ALICE, BOB).in(CallState.RINGING));
    table.reaches(talk(OLD, ALICE, BOB));

    assertThat(table.look(new Look(OLD))).containsExactly(talk(OLD, ALICE, BOB));
    assertThat(table.proxy.requests()).containsExactly(new LookUp(OLD));
  }

  @Test
  void findsTheLiveTwinInAListThatALookDoesNotShow() {
    table.on(event(OLD, CallState.ENDED));
    table.on(new DialogChanged(OLD, new DialogId("live"), CallState.CONFIRMED, ""));
    table.proxy.has(dialog(OLD, new DialogId("live"), ALICE, BOB));
    table.proxy.hidesFromLookUp(OLD);

    assertThat(table.look(new Look(OLD)))
        .containsExactly(dialog(OLD, new DialogId("live"), ALICE, BOB));
    assertThat(table.proxy.count(ListDialogs.class)).isOne();
  }

  @Test
  void saysThatThereIsNoneAndReadsNoListForIt() {
    assertThat(table.look(new Look(OLD))).isEmpty();
    assertThat(table.proxy.requests()).containsExactly(new LookUp(OLD));
  }

  @Test
  void dropsWhatACommandFollowsThatHasNeverLeft() {
    table.follow("dead", OLD);
    table.enter("dead", Purpose.HOLD, OLD);
    table.pass(600_000);
    table.news.clear();

    table.on(event(OLD, CallState.CONFIRMED));
    assertThat(table.news).isEmpty();
  }
}
