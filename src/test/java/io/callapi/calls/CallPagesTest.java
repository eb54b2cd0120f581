package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.dialog;
import static io.callapi.calls.DialogExamples.event;
import static io.callapi.calls.DialogExamples.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallsRequest.CallsPage;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.FindCall;
import io.callapi.calls.CallsRequest.ListCalls;
import io.callapi.calls.view.CallFilter;
import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.SeenCall.State;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldProgress;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.UriPattern;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The calls that a table shows to clients. */
class CallPagesTest {

  private final TableUnderTest table = new TableUnderTest();

  private static CallId call(int i) {
    return new CallId("call-%d@example.com".formatted(i));
  }

  private CallsPage page(long after, int limit, @Nullable UriPattern party) {
    CallFilter filter = new CallFilter(EnumSet.allOf(State.class), party, null, null);
    Future<CallsReply> reply = table.ask(new ListCalls(filter, after, limit));
    if (!reply.isComplete()) {
      table.pass(300); // it waits for a list
    }
    return (CallsPage) reply.result();
  }

  private SeenCall only() {
    return ((CallsPage) table.ask(new FindCall(OLD)).result()).calls().get(0);
  }

  @Test
  void showsACallThatIsThereAllTheTimeOnceWhileOthersComeGoAndMultiply() {
    Random random = new Random(1);
    List<CallId> stable = IntStream.range(0, 200).mapToObj(CallPagesTest::call).toList();
    stable.forEach(each -> table.reaches(talk(each, ALICE, BOB)));
    // Of these the first dialog ends, and is forgotten while the pages are read.
    stable.stream().filter(each -> random.nextInt(4) == 0).forEach(this::moveToAnotherDialog);
    List<CallId> seen = new ArrayList<>();
    long place = 0;
    boolean more = true;

    for (int i = 0; more; i++) {
      CallsPage page = page(place, 7, null);
      page.calls().forEach(each -> seen.add(each.callId()));
      place = page.examined();
      more = page.more();
      table.reaches(talk(call(1000 + i), ALICE, BOB));
      table.ends(call(1000 + random.nextInt(i + 1)));
      table.pass(4000);
      if (i > 200) {
        break;
      }
    }

    assertThat(seen).doesNotHaveDuplicates().containsAll(stable);
    assertThat(seen.subList(0, 200)).isEqualTo(stable);
  }

  private void moveToAnotherDialog(CallId callId) {
    DialogId second = new DialogId(callId + ".2");
    table.proxy.hasBoth(dialog(callId, second, ALICE, BOB), dialog(callId, second, ALICE, BOB));
    table.on(new DialogChanged(callId, second, CallState.CONFIRMED, ""));
    table.on(event(callId, CallState.ENDED));
  }

  @Test
  void looksAtFewCallsForAFilterThatNothingFits() {
    for (int i = 0; i < 2500; i++) {
      table.reaches(talk(call(i), ALICE, BOB));
    }
    table.report(
        false,
        IntStream.range(0, 2500).mapToObj(i -> talk(call(i), ALICE, BOB)).toArray(Dialog[]::new));

    CallsPage first = page(0, 10, new UriPattern("nobody@*"));
    CallsPage second = page(first.examined(), 10, new UriPattern("nobody@*"));
    CallsPage third = page(second.examined(), 10, new UriPattern("nobody@*"));

    assertThat(List.of(first, second)).allMatch(each -> each.calls().isEmpty() && each.more());
    assertThat(third.more()).isFalse();
  }

  @Test
  void asksTheProxyForPartiesThatNoEventHasNamed() {
    table.reaches(talk(OLD, ALICE, BOB));

    assertThat(only().caller()).isEqualTo("sip:alice@example.com");
    assertThat(page(0, 10, new UriPattern("bob@*")).calls()).hasSize(1);
  }

  @Test
  void doesNotWaitLongForAProxyThatIsSlow() {
    table.proxy.isSlow();
    table.reaches(talk(OLD, ALICE, BOB));

    Future<CallsReply> reply = table.ask(new FindCall(OLD));
    assertThat(reply.isComplete()).isFalse();
    table.pass(300);

    SeenCall call = ((CallsPage) reply.result()).calls().get(0);
    assertThat(call.callId()).isEqualTo(OLD);
    assertThat(call.caller()).isNull();
  }

  @Test
  void showsWhichLegsAreHeldAsFarAsTheProxyHasReportedIt() {
    table.reaches(talk(OLD, ALICE, BOB));

    table.on(new HoldProgress(OLD, Leg.CALLER, HoldAction.HOLD, HoldStage.START));
    assertThat(only().state()).isEqualTo(State.ANSWERED);
    table.on(new HoldProgress(OLD, Leg.CALLER, HoldAction.HOLD, HoldStage.OK));
    assertThat(only().state()).isEqualTo(State.HELD);
    assertThat(only().held()).containsExactly(Leg.CALLER);
    table.on(new HoldProgress(OLD, Leg.CALLER, HoldAction.RESUME, HoldStage.OK));
    assertThat(only().state()).isEqualTo(State.ANSWERED);
  }

  @Test
  void showsTheDialogThatIsUpOfSeveral() {
    table.reaches(talk(OLD, ALICE, BOB));
    SeenCall before = only();
    table.pass(1000);
    moveToAnotherDialog(OLD);

    assertThat(only().state()).isEqualTo(State.ANSWERED);
    assertThat(only().times().ended()).isNull();
    assertThat(only().times().created()).isEqualTo(before.times().created());
  }

  @Test
  void showsAnEndedCallForTenMinutes() {
    table.reaches(talk(OLD, ALICE, BOB));
    only();
    table.ends(OLD);

    assertThat(only().state()).isEqualTo(State.ENDED);
    assertThat(only().times().ended()).isNotNull();
    assertThat(only().caller()).isEqualTo("sip:alice@example.com");
    table.pass(599_000);
    assertThat(only().state()).isEqualTo(State.ENDED);
    table.pass(1000);
    assertThat(((CallsPage) table.ask(new FindCall(OLD)).result()).calls()).isEmpty();
  }
}
