package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.BOB_CALLS_CAROL;
import static io.callapi.calls.DialogExamples.CAROL;
import static io.callapi.calls.DialogExamples.NEW;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.comingOf;
import static io.callapi.calls.DialogExamples.event;
import static io.callapi.calls.DialogExamples.idOf;
import static io.callapi.calls.DialogExamples.setup;
import static io.callapi.calls.DialogExamples.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallNews.NewCallNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.calls.CallsRequest.Search;
import io.callapi.proxy.CallEvent.DuplicateReply;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bob, called by alice, is asked to call carol. */
class NewCallsTest {

  private static final CallId OTHER = new CallId("other@example.com");
  private static final CallId SETUP = new CallId("setup@example.com");
  private static final Dialog BOB_TO_CAROL = talk(NEW, BOB, CAROL);

  private final TableUnderTest table = new TableUnderTest();

  @BeforeEach
  void aliceTalksToBob() {
    table.reaches(talk(OLD, ALICE, BOB));
    table.follow("c1", OLD);
  }

  private void ask() {
    table.expect("c1", BOB_CALLS_CAROL);
  }

  private boolean isNewByNews() {
    return table.news.stream()
        .filter(TransferNews.class::isInstance)
        .map(TransferNews.class::cast)
        .reduce((first, last) -> last)
        .orElseThrow()
        .isNew();
  }

  @Test
  void saysThatANamedCallIsNew() {
    ask();
    table.reaches(BOB_TO_CAROL.in(CallState.RINGING));
    table.names(OLD, NEW);
    assertThat(isNewByNews()).isTrue();

    table.names(OLD, OTHER);
    assertThat(isNewByNews()).isTrue();
  }

  @Test
  void saysOfACallFromBeforeTheRequestThatItIsNotNewHoweverItIsNamed() {
    table.reaches(BOB_TO_CAROL);
    ask();
    table.names(OLD, NEW);

    assertThat(isNewByNews()).isFalse();
  }

  @Test
  void saysOfACallThatAnEarlierTransferWasNamedWithThatItIsNotNew() {
    table.names(OLD, NEW);
    assertThat(isNewByNews()).isFalse();

    ask();
    table.on(event(NEW, CallState.ENDED));
    table.names(OLD, NEW);
    assertThat(isNewByNews()).isFalse();
  }

  @Test
  void saysThatItIsNewAlsoInTheStreamOfTheCallThatIsReplaced() {
    table.expect(
        "c1", new Expectation(BOB_CALLS_CAROL.old(), BOB, BOB_CALLS_CAROL.target(), OTHER, ""));
    table.follow("c1", OTHER);
    table.names(OTHER, NEW);

    assertThat(isNewByNews()).isTrue();
  }

  @Test
  void recognisesACallThatNobodyNames() {
    ask();
    table.reaches(BOB_TO_CAROL.in(CallState.RINGING));
    table.pass(149);
    assertThat(table.proxy.requests()).isEmpty();

    table.pass(1);
    assertThat(table.proxy.requests()).containsExactly(new LookUp(NEW));
    assertThat(table.news)
        .containsExactly(new NewCallNews(OLD, BOB_TO_CAROL.in(CallState.RINGING)));
  }

  @Test
  void recognisesTheCallOfAPhoneThatWasSetUpByTheContactThatIsListed() {
    Dialog setup = setup(SETUP);
    DialogLeg team = new DialogLeg("sip:team@example.com", "", "");
    table.enter("c2", Purpose.START, SETUP);
    table.reaches(setup);
    table.follow("c2", SETUP);
    table.expect("c2", new Expectation(setup.ref(), team, "sip:bob@example.com", null, "m1"));
    Dialog plain = talk(NEW, ALICE, BOB);
    table.reaches(plain);
    table.pass(150);

    assertThat(table.news).contains(new NewCallNews(SETUP, plain));
  }

  private void isRefusedAtOnce() {
    table.proxy.has(BOB_TO_CAROL.in(CallState.ENDED));
    table.on(event(NEW, CallState.ENDED));
  }

  @Test
  void recognisesACallThatIsRefusedBeforeAnybodyNamesIt() {
    ask();
    isRefusedAtOnce();
    assertThat(table.proxy.count(ListDialogs.class)).isZero();

    table.pass(150);
    assertThat(table.news).contains(new NewCallNews(OLD, BOB_TO_CAROL.in(CallState.ENDED)));
  }

  @Test
  void doesNotLookForARefusedCallThatIsNamed() {
    ask();
    table.names(OLD, NEW);
    isRefusedAtOnce();
    table.pass(1_000);

    assertThat(table.proxy.count(ListDialogs.class)).isZero();
    assertThat(table.news).noneMatch(NewCallNews.class::isInstance);
  }

  @Test
  void takesNoRefusedCallForTheOneThatIsExpectedWhereThatIsThere() {
    ask();
    table.reaches(talk(OTHER, BOB, CAROL));
    table.pass(150);
    isRefusedAtOnce();
    table.report(false, talk(OLD, ALICE, BOB), BOB_TO_CAROL.in(CallState.ENDED));

    assertThat(table.news.stream().filter(NewCallNews.class::isInstance)).hasSize(1);
  }

  @Test
  void recognisesItOnce() {
    ask();
    table.reaches(BOB_TO_CAROL.in(CallState.RINGING));
    table.pass(150);
    table.on(new DuplicateReply(OLD));
    table.pass(10_000);

    assertThat(table.news.stream().filter(NewCallNews.class::isInstance)).hasSize(1);
  }

  @Test
  void doesNotLookAtACallThatIsNamedMeanwhile() {
    ask();
    table.reaches(BOB_TO_CAROL);
    table.pass(100);
    table.names(OLD, NEW);
    table.pass(1_000);

    assertThat(table.proxy.requests()).isEmpty();
  }

  @Test
  void doesNotLookAtNewCallsWhileNobodyExpectsOne() {
    table.reaches(BOB_TO_CAROL);
    table.pass(1_400);

    assertThat(table.proxy.requests()).isEmpty();
  }

  @Test
  void doesNotRecogniseACallFromBeforeTheRequest() {
    table.reaches(BOB_TO_CAROL);
    ask();
    table.on(new DuplicateReply(OLD));
    table.pass(1_000);

    assertThat(table.proxy.count(ListDialogs.class)).isOne();
    assertThat(table.news).isEmpty();
  }

  @Test
  void doesNotRecogniseACallThatIsNamedAsThatOfAnotherTransfer() {
    ask();
    table.names(OTHER, NEW);
    table.reaches(BOB_TO_CAROL);
    table.on(new DuplicateReply(OLD));

    assertThat(table.news).isEmpty();
  }

  @Test
  void givesOneNewCallToOneOfTwoWhoExpectTheSame() {
    Dialog second = talk(OTHER, ALICE, BOB);
    table.reaches(second);
    table.follow("c2", OTHER);
    ask();
    table.expect("c2", new Expectation(second.ref(), BOB, BOB_CALLS_CAROL.target(), null, ""));
    table.reaches(BOB_TO_CAROL);
    table.pass(150);

    assertThat(table.news).containsExactly(new NewCallNews(OLD, BOB_TO_CAROL));
  }

  @Test
  void givesANewCallToWhomTheProxySaysThatItComesOf() {
    Dialog second = talk(OTHER, ALICE, BOB);
    table.reaches(second);
    table.follow("c2", OTHER);
    ask();
    table.expect("c2", new Expectation(second.ref(), BOB, BOB_CALLS_CAROL.target(), null, ""));
    Dialog ofSecond = comingOf(idOf(OTHER), BOB_TO_CAROL);
    table.reaches(ofSecond);
    table.pass(150);

    assertThat(table.news).containsExactly(new NewCallNews(OTHER, ofSecond));
  }

  @Test
  void looksAtNoMoreThanTwentyNewCallsASecondOneByOne() {
    ask();
    for (int i = 0; i < 100; i++) {
      table.reaches(talk(new CallId("call" + i), ALICE, CAROL));
    }
    table.pass(1_100);

    assertThat(table.proxy.count(LookUp.class)).isEqualTo(20);
    assertThat(table.proxy.count(ListDialogs.class)).isOne();
    assertThat(table.news).isEmpty();
  }

  @Test
  void findsWithoutAskingWhatTheTableKnows() {
    ask();
    table.reaches(BOB_TO_CAROL);
    table.pass(150);
    table.proxy.requests().clear();

    assertThat(table.look(new Search(BOB_CALLS_CAROL))).containsExactly(BOB_TO_CAROL);
    assertThat(table.proxy.requests()).isEmpty();
  }

  @Test
  void findsInAListWhatNoEventHasTold() {
    ask();
    table.proxy.has(BOB_TO_CAROL, talk(OTHER, ALICE, CAROL));

    assertThat(table.look(new Search(BOB_CALLS_CAROL))).containsExactly(BOB_TO_CAROL);
  }

  @Test
  void findsACallThatHasEndedIfNoneIsUp() {
    ask();
    table.proxy.has(BOB_TO_CAROL.in(CallState.ENDED));
    assertThat(table.look(new Search(BOB_CALLS_CAROL)))
        .containsExactly(BOB_TO_CAROL.in(CallState.ENDED));

    table.proxy.has(talk(OTHER, BOB, CAROL));
    Future<?> again = table.ask(new Search(BOB_CALLS_CAROL));
    table.pass(1_000);
    assertThat(again.result()).isEqualTo(new CallsRequest.Looked(List.of(talk(OTHER, BOB, CAROL))));
  }

  @Test
  void findsNothingWhereOnlyCallsOfOthersAre() {
    table.reaches(BOB_TO_CAROL);
    ask();
    table.proxy.has(BOB_TO_CAROL, talk(OTHER, CAROL, ALICE));

    assertThat(table.look(new Search(BOB_CALLS_CAROL))).isEmpty();
  }

  @Test
  void saysThatTheProxyDidNotSay() {
    ask();
    table.proxy.isSilent(true);

    assertThat(table.ask(new Search(BOB_CALLS_CAROL)).result())
        .isInstanceOf(CallsRequest.NotLooked.class);
  }
}
