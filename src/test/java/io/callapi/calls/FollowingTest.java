package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.NEW;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.dialog;
import static io.callapi.calls.DialogExamples.event;
import static io.callapi.calls.DialogExamples.idOf;
import static io.callapi.calls.DialogExamples.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.HoldNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallTableSettings.Bounds;
import io.callapi.calls.CallsRequest.Follow;
import io.callapi.calls.CallsRequest.NotLooked;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldProgress;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import org.junit.jupiter.api.Test;

class FollowingTest {

  private static final DialogId TWIN = new DialogId("twin");

  private final TableUnderTest table = new TableUnderTest();

  private static StateNews state(CallState state) {
    return new StateNews(OLD, idOf(OLD), state, false);
  }

  @Test
  void saysHowTheCallIsAndThenWhatHappensToIt() {
    table.reaches(talk(OLD, ALICE, BOB).in(CallState.RINGING));

    assertThat(table.follow("c1", OLD).now()).containsExactly(state(CallState.RINGING));
    table.reaches(talk(OLD, ALICE, BOB));

    assertThat(table.news).containsExactly(state(CallState.CONFIRMED));
  }

  @Test
  void tellsNothingTwiceAndNothingOfAnEarlierState() {
    table.follow("c1", OLD);
    table.on(event(OLD, CallState.CONFIRMED));
    table.on(event(OLD, CallState.CONFIRMED));
    table.on(event(OLD, CallState.ANSWERED));

    assertThat(table.news).containsExactly(state(CallState.CONFIRMED));
  }

  @Test
  void publishesNothingOfACallThatNobodyFollowsAnyMore() {
    table.follow("c1", OLD);
    table.leave("c1", null);
    table.on(event(OLD, CallState.CONFIRMED));
    table.on(event(NEW, CallState.CONFIRMED));

    assertThat(table.news).isEmpty();
  }

  @Test
  void saysOfACallThatHasJustEndedThatItHas() {
    table.on(event(OLD, CallState.ENDED));
    table.pass(59_000);
    assertThat(table.follow("c1", OLD).now()).containsExactly(state(CallState.ENDED));

    table.pass(1_000);
    assertThat(table.follow("c2", OLD).now()).isEmpty();
  }

  @Test
  void saysWhetherAnotherDialogOfTheCallIsUp() {
    table.follow("c1", OLD);
    table.on(new DialogChanged(OLD, TWIN, CallState.RINGING, ""));
    table.on(event(OLD, CallState.ENDED));

    assertThat(table.news).contains(new StateNews(OLD, idOf(OLD), CallState.ENDED, true));
  }

  @Test
  void passesOnHowHoldingGoes() {
    table.follow("c1", OLD);
    table.on(new HoldProgress(OLD, Leg.CALLER, HoldAction.HOLD, HoldStage.OK));

    assertThat(table.news)
        .containsExactly(new HoldNews(OLD, Leg.CALLER, HoldAction.HOLD, HoldStage.OK));
  }

  @Test
  void tellsWhoFollowsThatTheCallIsToBeEnded() {
    table.follow("c1", OLD);
    table.enter("end", Purpose.END, OLD);

    assertThat(table.news).containsExactly(new EndingNews(OLD, "end"));
  }

  @Test
  void tellsThatTheCallIsToEndAlsoToACommandThatFollowsItLater() {
    table.enter("c1", Purpose.HOLD, OLD);
    table.enter("end", Purpose.END, OLD);
    assertThat(table.news).isEmpty();

    table.follow("c1", OLD);
    assertThat(table.news).containsExactly(new EndingNews(OLD, "end"));
  }

  @Test
  void asksTheProxyNothingWhileEventsCome() {
    table.follow("c1", OLD);
    table.reaches(talk(OLD, ALICE, BOB).in(CallState.RINGING));
    table.pass(1_000);
    table.reaches(talk(OLD, ALICE, BOB));
    table.pass(1_000);
    table.ends(OLD);
    table.leave("c1", null);
    table.pass(30_000);

    assertThat(table.proxy.requests()).isEmpty();
  }

  @Test
  void findsByLookingWhatNoEventHasTold() {
    table.follow("c1", OLD);
    table.proxy.has(talk(OLD, ALICE, BOB));
    table.pass(1_500);

    assertThat(table.news).containsExactly(state(CallState.CONFIRMED));
    assertThat(table.proxy.requests()).containsExactly(new LookUp(OLD));
  }

  @Test
  void takesACallForEndedThatNeitherALookNorAListShows() {
    table.reaches(talk(OLD, ALICE, BOB));
    table.follow("c1", OLD);
    table.proxy.loses(OLD);
    table.pass(1_500);

    assertThat(table.news).containsExactly(state(CallState.ENDED));
    assertThat(table.proxy.requests()).containsExactly(new LookUp(OLD), new ListDialogs());
  }

  @Test
  void doesNotTakeACallForEndedThatADeadTwinHidesFromLooks() {
    table.reaches(talk(OLD, ALICE, BOB));
    table.follow("c1", OLD);
    table.proxy.hidesFromLookUp(OLD);
    table.pass(60_000);

    assertThat(table.news).isEmpty();
  }

  @Test
  void takesTheEndFromAListThatShowsTheDialogAsEnded() {
    table.reaches(talk(OLD, ALICE, BOB));
    table.follow("c1", OLD);
    table.proxy.has(talk(OLD, ALICE, BOB).in(CallState.ENDED));
    table.pass(1_500);

    assertThat(table.news).containsExactly(state(CallState.ENDED));
  }

  @Test
  void doesNotBelieveALookThatWasAskedBeforeTheLastEvent() {
    table.follow("c1", OLD);
    table.proxy.isSlow();
    table.pass(1_500);
    table.reaches(talk(OLD, ALICE, BOB));
    table.proxy.answers();
    table.pass(1_000);

    assertThat(table.news).containsExactly(state(CallState.CONFIRMED));
    assertThat(table.proxy.requests()).containsExactly(new LookUp(OLD));
  }

  @Test
  void looksAtManySilentCallsByOneList() {
    for (int i = 0; i < 100; i++) {
      CallId call = new CallId("call" + i);
      table.reaches(talk(call, ALICE, BOB));
      table.follow("c" + i, call);
    }
    table.pass(2_600);

    assertThat(table.proxy.count(LookUp.class)).isEqualTo(20);
    assertThat(table.proxy.count(ListDialogs.class)).isLessThanOrEqualTo(2);
  }

  @Test
  void goesOnWhenTheProxyDoesNotAnswer() {
    table.follow("c1", OLD);
    table.proxy.isSilent(true);
    table.pass(20_000);
    table.proxy.isSilent(false);
    table.proxy.has(talk(OLD, ALICE, BOB));
    table.pass(10_000);

    assertThat(table.news).containsExactly(state(CallState.CONFIRMED));
  }

  @Test
  void seesATwinThatAListShows() {
    table.reaches(talk(OLD, ALICE, BOB));
    table.follow("c1", OLD);
    table.proxy.hasBoth(talk(OLD, ALICE, BOB), dialog(OLD, TWIN, ALICE, BOB));
    table.pass(1_500);

    assertThat(table.news).containsExactly(new StateNews(OLD, TWIN, CallState.CONFIRMED, true));
  }

  @Test
  void refusesOneMoreCommandThanThereMayBeAtTheCallsOfAProxy() {
    CallTableSettings all = CallTableSettings.DEFAULT;
    TableUnderTest small =
        new TableUnderTest(new CallTableSettings(all.times(), all.pace(), new Bounds(9, 9, 9, 1)));
    NotLooked full = new NotLooked(Reason.NOT_POSSIBLE, Cause.internal("Too many commands"));
    small.enter("c1", Purpose.HOLD, OLD);
    small.follow("c1", OLD);

    assertThat(small.enter("c2", Purpose.HOLD, NEW).result()).isEqualTo(full);
    assertThat(small.ask(new Follow("c2", NEW)).result()).isEqualTo(full);
  }

  @Test
  void refusesToFollowMoreCallsForOneCommandThanItHasRoomFor() {
    for (int i = 0; i < 64; i++) {
      table.follow("c1", new CallId("call" + i));
    }

    assertThat(table.ask(new Follow("c1", OLD)).result()).isInstanceOf(NotLooked.class);
    assertThat(table.follow("c1", new CallId("call1")).now()).isEmpty();
  }
}
