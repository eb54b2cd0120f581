package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.CAROL;
import static io.callapi.calls.DialogExamples.NEW;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.event;
import static io.callapi.calls.DialogExamples.forked;
import static io.callapi.calls.DialogExamples.setup;
import static io.callapi.calls.DialogExamples.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.ProxyRequest.ReleaseFork;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alice has several phones, and is called for a CallStart. */
class ForksTest {

  private static final DialogLeg SECOND = new DialogLeg(ALICE.uri(), "t2", "sip:alice@192.0.2.2");
  private static final DialogLeg RINGS = new DialogLeg(ALICE.uri(), "t2", "");
  private static final Dialog ALONE = setup(NEW).in(CallState.ANSWERED);
  private static final Dialog RINGING = forked(ALONE, RINGS);
  private static final Dialog BOTH = forked(ALONE, SECOND);

  private final TableUnderTest table = new TableUnderTest();

  @BeforeEach
  void aliceIsCalled() {
    table.enter("c1", Purpose.START, NEW);
    table.follow("c1", NEW);
  }

  private List<ReleaseFork> hungUp() {
    return table.proxy.requests().stream()
        .filter(ReleaseFork.class::isInstance)
        .map(ReleaseFork.class::cast)
        .toList();
  }

  private List<DialogLeg> phonesHungUp() {
    return hungUp().stream().map(ReleaseFork::answered).toList();
  }

  @Test
  void hangsUpASecondPhoneThatHasAnsweredWithTheFirst() {
    table.reaches(BOTH);

    assertThat(hungUp()).containsExactly(new ReleaseFork(BOTH, SECOND));
  }

  @Test
  void hangsItUpOnce() {
    table.reaches(BOTH);
    table.reaches(BOTH.in(CallState.CONFIRMED));
    table.pass(5_000);
    table.proxy.has(BOTH.in(CallState.ENDED));
    table.on(event(NEW, CallState.ENDED));
    table.pass(5_000);

    assertThat(phonesHungUp()).containsExactly(SECOND);
  }

  @Test
  void hangsUpASecondPhoneThatAnswersLater() {
    table.reaches(RINGING);
    assertThat(hungUp()).isEmpty();

    table.proxy.has(BOTH);
    table.pass(300);
    assertThat(phonesHungUp()).containsExactly(SECOND);
  }

  @Test
  void hangsUpASecondPhoneThatAnswersWhenTheFirstHasHungUp() {
    table.reaches(RINGING);
    table.on(event(NEW, CallState.ENDED));
    table.proxy.has(BOTH.in(CallState.ENDED));
    table.pass(1_000);

    assertThat(phonesHungUp()).contains(SECOND);
  }

  @Test
  void hangsUpASecondPhoneWhenTheCommandHasFailed() {
    table.reaches(RINGING);
    table.leave("c1", new Afterwards(NEW, null, null));
    table.proxy.has(BOTH.in(CallState.ENDED));
    table.on(event(NEW, CallState.ENDED));
    table.pass(1_000);

    assertThat(phonesHungUp()).contains(SECOND);
  }

  @Test
  void hangsUpEachPhoneOfADialogThatEndedBeforeItWasSeen() {
    table.proxy.isSilent(true);
    table.on(event(NEW, CallState.ANSWERED));
    table.proxy.isSilent(false);
    table.proxy.has(BOTH.in(CallState.ENDED));
    table.on(event(NEW, CallState.ENDED));
    table.pass(1_000);

    assertThat(phonesHungUp()).containsExactly(ALICE, SECOND);
  }

  @Test
  void asksAgainWhereNoReplyCame() {
    table.reaches(RINGING);
    table.proxy.has(BOTH);
    table.proxy.losesReplyTo(ReleaseFork.class);
    table.pass(300);
    table.pass(700);

    assertThat(phonesHungUp()).containsExactly(SECOND, SECOND);
  }

  @Test
  void looksOnceWhereThereIsOnePhone() {
    table.reaches(ALONE);
    table.reaches(ALONE.in(CallState.CONFIRMED));
    table.pass(1_000);

    assertThat(table.proxy.count(LookUp.class)).isOne();
    assertThat(table.proxy.count(ListDialogs.class)).isZero();
    assertThat(hungUp()).isEmpty();
  }

  @Test
  void looksNoMoreAfterAWhile() {
    table.reaches(RINGING);
    table.leave("c1", null);
    table.pass(10_000);
    int looks = table.proxy.count(LookUp.class);
    table.pass(60_000);

    assertThat(table.proxy.count(LookUp.class)).isEqualTo(looks).isLessThan(6);
  }

  @Test
  void leavesTheCallsOfOthersAlone() {
    table.enter("c2", Purpose.HOLD, OLD);
    table.reaches(forked(talk(OLD, BOB, CAROL), SECOND));
    table.pass(10_000);

    assertThat(hungUp()).isEmpty();
  }
}
