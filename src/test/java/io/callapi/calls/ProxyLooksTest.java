package io.callapi.calls;

import static io.callapi.calls.DialogExamples.ALICE;
import static io.callapi.calls.DialogExamples.BOB;
import static io.callapi.calls.DialogExamples.OLD;
import static io.callapi.calls.DialogExamples.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.ProxyRequest.ListDialogs;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyLooksTest {

  private final FakeTime time = new FakeTime();
  private final ListingProxy proxy = new ListingProxy();
  private final List<LookResult> taken = new ArrayList<>();
  private final CallTable table =
      new CallTable(time, CallTableSettings.DEFAULT, new Overflow("east", time));
  private final ProxyLooks looks =
      new ProxyLooks(proxy, table, time, CallTableSettings.DEFAULT.pace(), taken::add);

  private int lists() {
    return proxy.count(ListDialogs.class);
  }

  @Test
  void readsTheFirstListAtOnceAndHandsItOverBeforeItTellsTheWaiting() {
    proxy.has(talk(OLD, ALICE, BOB));
    List<Integer> seen = new ArrayList<>();

    looks.list().onComplete(done -> seen.add(taken.size()));

    assertThat(seen).containsExactly(1);
    assertThat(taken.get(0).dialogs()).containsExactly(talk(OLD, ALICE, BOB));
    assertThat(taken.get(0).isList()).isTrue();
  }

  @Test
  void sharesOneListAmongAllWhoWaitForOneThatIsAskedAfterThem() {
    proxy.isSlow();
    Future<Void> first = looks.list();
    Future<Void> second = looks.list();
    Future<Void> third = looks.list();
    assertThat(lists()).isOne();

    proxy.answers();
    assertThat(first.succeeded()).isTrue();
    assertThat(second.isComplete()).isFalse();

    time.pass(1_000);
    assertThat(lists()).isEqualTo(2);
    proxy.answers();
    assertThat(second.succeeded()).isTrue();
    assertThat(third.succeeded()).isTrue();
  }

  @Test
  void waitsASecondBetweenTwoLists() {
    looks.list();
    looks.list();
    time.pass(999);
    assertThat(lists()).isOne();

    time.pass(1);
    assertThat(lists()).isEqualTo(2);
  }

  @Test
  void waitsThreeSecondsWhereThreeThousandDialogsAreUp() {
    for (int i = 0; i < 3000; i++) {
      table.listed(talk(new CallId("call-" + i), ALICE, BOB));
    }
    looks.list();

    looks.list();
    time.pass(2_999);
    assertThat(lists()).isOne();

    time.pass(1);
    assertThat(lists()).isEqualTo(2);
  }

  @Test
  void tellsAllWhoWaitThatAListHasFailedAndReadsTheNext() {
    proxy.isSilent(true);
    assertThat(looks.list().failed()).isTrue();

    proxy.isSilent(false);
    Future<Void> next = looks.list();
    time.pass(1_000);
    assertThat(next.succeeded()).isTrue();
  }

  @Test
  void looksAtFewCallsOneByOneAndAtManyByOneList() {
    LookBudget budget = new LookBudget(looks, time, 20, Duration.ofMillis(250));
    for (int i = 0; i < 50; i++) {
      budget.look(new CallId("call" + i));
    }
    assertThat(proxy.count(LookUp.class)).isEqualTo(20);

    time.pass(1_000);
    // The first of the thirty has had its list at once, the others share the next one.
    assertThat(lists()).isEqualTo(2);

    budget.look(OLD);
    assertThat(proxy.count(LookUp.class)).isEqualTo(21);
  }
}
