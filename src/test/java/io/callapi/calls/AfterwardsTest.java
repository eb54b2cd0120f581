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

import io.callapi.calls.CallTableSettings.Bounds;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.proxy.CallEvent.DuplicateReply;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bob, called by alice, was asked to call carol; the command has ended. */
class AfterwardsTest {

  private static final CallId SECOND = new CallId("second@example.com");
  private static final Dialog KEPT = talk(NEW, BOB, CAROL);
  private static final Dialog COPY = comingOf(idOf(OLD), talk(SECOND, BOB, CAROL));
  private static final Dialog PLAIN = talk(SECOND, BOB, CAROL);

  private final TableUnderTest table = new TableUnderTest();

  @BeforeEach
  void bobIsAsked() {
    table.reaches(talk(OLD, ALICE, BOB));
    table.follow("c1", OLD);
    table.expect("c1", BOB_CALLS_CAROL);
  }

  private void succeed() {
    table.reaches(KEPT);
    table.names(OLD, NEW);
    table.leave("c1", afterwards(NEW));
  }

  private static Afterwards afterwards(@Nullable CallId kept) {
    return new Afterwards(null, BOB_CALLS_CAROL, kept);
  }

  private static Release releaseOf(Dialog dialog) {
    return new Release(new DialogRef(dialog.callId(), dialog.id()));
  }

  @Test
  void releasesASecondCallOfOneReferByItsDialogIdWhenItIsRecognised() {
    succeed();
    table.reaches(COPY);
    table.pass(999);
    assertThat(table.releases()).isEmpty();

    table.pass(1);
    assertThat(table.releases()).containsExactly(releaseOf(COPY));
  }

  @Test
  void watchesForNoMoreCommandsThanItHasRoomFor() {
    CallTableSettings all = CallTableSettings.DEFAULT;
    TableUnderTest small =
        new TableUnderTest(new CallTableSettings(all.times(), all.pace(), new Bounds(9, 9, 1, 9)));
    small.reaches(talk(OLD, ALICE, BOB));
    small.expect("c1", BOB_CALLS_CAROL);
    small.reaches(KEPT);
    small.leave("c1", afterwards(NEW));
    small.leave("c2", new Afterwards(new CallId("setup"), null, null));

    small.reaches(COPY);
    small.pass(5_000);

    assertThat(small.releases()).isEmpty();
  }

  @Test
  void releasesASecondCallThatHasKeptTheMarkOfTheReferAlone() {
    Expectation marked =
        new Expectation(BOB_CALLS_CAROL.old(), BOB, BOB_CALLS_CAROL.target(), null, "m1");
    table.expect("c2", marked);
    table.reaches(KEPT);
    table.leave("c2", new Afterwards(null, marked, NEW));
    table.pass(20_000);
    table.reaches(DialogExamples.marked("m1", PLAIN));
    table.pass(1_000);

    assertThat(table.releases()).containsExactly(releaseOf(PLAIN));
  }

  @Test
  void releasesItToTheLastOfThe32SecondsAndNotAfterwards() {
    succeed();
    table.pass(30_500);
    table.reaches(COPY);
    table.pass(1_000);
    assertThat(table.releases()).hasSize(1);

    table.pass(10_000);
    table.reaches(comingOf(idOf(OLD), talk(new CallId("third@example.com"), BOB, CAROL)));
    table.pass(5_000);
    assertThat(table.releases()).hasSize(1);
  }

  @Test
  void leavesTheCallThatIsWantedAlone() {
    succeed();
    table.on(new DuplicateReply(OLD));
    table.names(OLD, NEW);
    table.pass(31_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void leavesACallAloneThatBobPlacesHimselfAfterHisTransferHasFailed() {
    table.leave("c1", afterwards(null));
    table.pass(20_000);
    table.reaches(PLAIN);
    table.pass(1_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void leavesACallAloneThatBobPlacesHimselfAfterHisTransfer() {
    succeed();
    table.pass(5_000);
    table.reaches(PLAIN);
    table.pass(10_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void releasesAPlainSecondCallAfterARequestThatWasAnsweredTwice() {
    succeed();
    table.on(new DuplicateReply(OLD));
    table.pass(5_000);
    table.reaches(PLAIN);
    table.pass(1_000);

    assertThat(table.releases()).containsExactly(releaseOf(PLAIN));
  }

  @Test
  void releasesAPlainSecondCallThatComesWithTheFirst() {
    succeed();
    table.pass(500);
    table.reaches(PLAIN);
    table.pass(1_000);

    assertThat(table.releases()).containsExactly(releaseOf(PLAIN));
  }

  @Test
  void releasesWhatCameWhileTheCommandRan() {
    table.reaches(KEPT);
    table.reaches(COPY);
    table.names(OLD, NEW);
    table.names(OLD, SECOND);
    table.leave("c1", afterwards(NEW));
    table.pass(1_000);

    assertThat(table.releases()).containsExactly(releaseOf(COPY));
  }

  @Test
  void leavesCallsOfOthersAloneAndThoseFromBefore() {
    succeed();
    table.reaches(talk(SECOND, ALICE, CAROL));
    table.on(new DuplicateReply(OLD));
    table.pass(31_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void endsNothingOnTheWordOfAReportAlone() {
    succeed();
    Dialog others = talk(SECOND, CAROL, ALICE);
    table.reaches(others);
    table.names(OLD, SECOND);
    table.pass(31_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void looksSoonerAtACallThatAReportNames() {
    succeed();
    table.reaches(COPY);
    table.names(OLD, SECOND);
    table.pass(150);

    assertThat(table.releases()).containsExactly(releaseOf(COPY));
  }

  @Test
  void findsByAListWhatADuplicateHasBroughtAboutThoughNoEventCame() {
    succeed();
    table.proxy.has(COPY);
    table.on(new DuplicateReply(OLD));

    assertThat(table.releases()).containsExactly(releaseOf(COPY));
  }

  @Test
  void leavesACallAloneThatARunningCommandHasInHand() {
    succeed();
    table.reaches(COPY);
    table.enter("c2", Purpose.HOLD, SECOND);
    table.on(new DuplicateReply(OLD));
    table.pass(31_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void takesANewCallForThatOfANewTransferOfTheSameCall() {
    table.leave("c1", afterwards(null));
    table.follow("c2", OLD);
    table.expect("c2", BOB_CALLS_CAROL);
    table.reaches(COPY);
    table.pass(31_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void releasesASetupDialogThatComesUpAfterItsCommand() {
    table.leave("c1", new Afterwards(SECOND, null, null));
    table.pass(10_000);
    table.reaches(setup(SECOND));
    table.pass(1_000);

    assertThat(table.releases()).containsExactly(releaseOf(setup(SECOND)));
  }

  @Test
  void leavesACallOfOthersAloneThatHasTheCallIdOfASetupDialog() {
    table.leave("c1", new Afterwards(SECOND, null, null));
    table.reaches(talk(SECOND, CAROL, ALICE));
    table.pass(31_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void leavesTheSetupDialogOfACommandAloneThatStartsTheCallAgain() {
    table.leave("c1", new Afterwards(SECOND, null, null));
    table.enter("c2", Purpose.START, SECOND);
    table.reaches(setup(SECOND));
    table.leave("c2", null);
    table.pass(31_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void leavesTheCallAloneThatAnotherCommandHasBroughtAboutAndKept() {
    table.leave("c1", afterwards(null));
    CallId otherOld = new CallId("other@example.com");
    Dialog other = talk(otherOld, ALICE, BOB);
    table.reaches(other);
    Expectation same = new Expectation(other.ref(), BOB, BOB_CALLS_CAROL.target(), null, "");
    table.expect("c2", same);
    table.reaches(PLAIN);
    table.pass(150);
    table.leave("c2", new Afterwards(null, same, SECOND));
    table.on(new DuplicateReply(OLD));
    table.pass(31_000);

    assertThat(table.releases()).isEmpty();
  }

  @Test
  void asksForAReleaseOnce() {
    succeed();
    table.reaches(COPY);
    table.pass(1_000);
    table.on(new DuplicateReply(OLD));
    table.pass(5_000);

    assertThat(table.releases()).hasSize(1);
  }
}
