package io.callapi.opensips.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialogListTest {

  private static final int ENDED = 5;
  private static final OwnContact OWN = new OwnContact(new SipUri("sip:127.0.0.1"));

  /** In the order of the proxy's table. */
  private final List<JsonObject> table = new ArrayList<>();

  private final List<Integer> sizes = new ArrayList<>();
  private int fits = 60;
  private RuntimeException tooLong = new MiException(500, "Internal error");
  private Consumer<Integer> afterPage = index -> {};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 39, 40, 41, 76, 77, 5000})
  void readsAllHoweverManyTheyAre(int count) {
    fill(count);

    assertThat(callIds(false)).containsExactlyElementsOf(numbers(0, count));
  }

  @Test
  void readsPagesThatFitIntoADatagram() {
    fill(500);
    callIds(false);

    assertThat(sizes).containsOnly(40).hasSizeLessThan(20);
  }

  @Test
  void readsLongerPagesWhereTheyFit() {
    fits = 500;
    fill(1000);

    assertThat(callIds(true)).hasSize(1000);
    assertThat(sizes).containsOnly(400).hasSize(4);
  }

  @Test
  void tellsOfThoseThatHaveJustEnded() {
    fill(100);
    for (int i = 0; i < 100; i += 2) {
      table.get(i).put("state", ENDED);
    }

    assertThat(dialogs(false))
        .hasSize(100)
        .filteredOn(dialog -> dialog.state() == CallState.ENDED)
        .hasSize(50)
        .noneMatch(Dialog::isUp);
  }

  @Test
  void halvesPagesThatAreTooLong() {
    fits = 7;
    fill(100);

    assertThat(callIds(false)).containsExactlyElementsOf(numbers(0, 100));
    assertThat(sizes).startsWith(40, 20, 10, 5).endsWith(5);
  }

  @Test
  void readsShortPagesWhereLongOnesAreNotAnswered() {
    fits = 20;
    tooLong = new NoReplyException("silence");
    fill(100);

    assertThat(callIds(false)).hasSize(100);
    assertThat(sizes).startsWith(40, 10).endsWith(10);
  }

  @Test
  void givesUpOnSilenceSoon() {
    fits = 0;
    tooLong = new NoReplyException("silence");
    fill(100);

    assertThatThrownBy(() -> callIds(false)).isSameAs(tooLong);
    assertThat(sizes).containsExactly(40, 10);
  }

  @Test
  void givesUpWhereNotEvenAFewFit() {
    fits = 0;
    fill(100);

    assertThatThrownBy(() -> callIds(false)).isSameAs(tooLong);
  }

  /** What is left moves up, and a page that began by number would begin too late. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 20, 40})
  void missesNoneThoughEarlierOnesEndMeanwhile(int ended) {
    fill(400);
    afterPage =
        index -> {
          if (index == 70) {
            table.subList(10, 10 + ended).clear();
          }
        };

    assertThat(callIds(false)).containsAll(numbers(10 + ended, 400)).doesNotHaveDuplicates();
  }

  @Test
  void missesNoneThoughOneEndsAfterEachPage() {
    fill(400);
    afterPage = index -> table.remove(0);

    assertThat(callIds(false)).containsAll(numbers(0, 400));
  }

  @Test
  void comesToAnEndThoughAllThatWasShownEndsEachTime() {
    fill(4000);
    afterPage = index -> table.subList(0, Math.min(table.size(), index + 40)).clear();

    assertThat(callIds(false)).isNotEmpty();
  }

  @Test
  void showsOneTwiceThatMovedOnlyOnce() {
    fill(100);
    afterPage = index -> table.add(0, dialog(1000 + index));

    assertThat(callIds(false)).containsAll(numbers(0, 100)).doesNotHaveDuplicates();
  }

  @Test
  void asksForFourPagesAtOnceWhereTheFirstOneTellsThatThereAreMore() {
    fill(1000);
    List<Runnable> unanswered = new ArrayList<>();
    DialogList list =
        new DialogList(
            request -> {
              Promise<MiResult> reply = Promise.promise();
              unanswered.add(() -> page(request).onComplete(reply));
              return reply.future();
            },
            OWN,
            () -> false);
    var all = list.all();
    List<Integer> rounds = new ArrayList<>();

    while (!unanswered.isEmpty()) {
      List<Runnable> round = List.copyOf(unanswered);
      unanswered.clear();
      rounds.add(round.size());
      round.forEach(Runnable::run);
    }

    assertThat(all.result()).hasSize(1000);
    assertThat(rounds).startsWith(1, 4, 4).hasSizeLessThan(12);
  }

  @Test
  void findsOneThatIsNotOver() {
    fill(3);
    table.get(1).put("state", ENDED);
    DialogList list = new DialogList(this::one, OWN, () -> false);

    assertThat(list.find(new CallId("call-0")).result())
        .hasValueSatisfying(dialog -> assertThat(dialog.id()).isEqualTo(new DialogId("1.0")));
    assertThat(list.find(new CallId("call-1")).result()).isEmpty();
    assertThat(list.find(new CallId("call-9")).result()).isEmpty();
  }

  /** A challenged INVITE and the one that follows it have one Call-ID. */
  @Test
  void showsAllDialogsOfACallId() {
    table.add(dialog(0).put("state", ENDED));
    table.add(dialog(1).put("callid", "call-0"));

    assertThat(dialogs(false))
        .extracting(Dialog::id)
        .containsExactly(new DialogId("1.0"), new DialogId("1.1"));
  }

  private void fill(int count) {
    IntStream.range(0, count).mapToObj(DialogListTest::dialog).forEach(table::add);
  }

  private static JsonObject dialog(int number) {
    return JsonObject.of("ID", "1." + number, "state", 4, "callid", "call-" + number);
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "call-" + i).toList();
  }

  private List<String> callIds(boolean roomy) {
    return dialogs(roomy).stream().map(dialog -> dialog.callId().value()).toList();
  }

  private List<Dialog> dialogs(boolean roomy) {
    var all = new DialogList(this::page, OWN, () -> roomy).all();
    if (all.failed()) {
      throw (RuntimeException) all.cause();
    }
    return all.result();
  }

  private Future<MiResult> page(MiRequest request) {
    JsonObject params = new JsonObject(request.params());
    int index = params.getInteger("index", 0);
    int counter = params.getInteger("counter", 0);
    sizes.add(counter);
    if (counter > fits) {
      return Future.failedFuture(tooLong);
    }
    JsonArray page = new JsonArray();
    table.stream().skip(index).limit(counter).forEach(page::add);
    MiResult result = new MiResult(JsonObject.of("count", table.size(), "Dialogs", page));
    afterPage.accept(index);
    return Future.succeededFuture(result);
  }

  private Future<MiResult> one(MiRequest request) {
    return table.stream()
        .filter(dialog -> dialog.getString("callid").equals(request.params().get("callid")))
        .findFirst()
        .map(dialog -> Future.succeededFuture(new MiResult(JsonObject.of("Dialog", dialog))))
        .orElseGet(() -> Future.failedFuture(new MiException(404, "No such dialog")));
  }
}
