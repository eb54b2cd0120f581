package io.callapi.opensips.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.opensips.dialog.DialogList;
import io.callapi.opensips.dialog.OwnContact;
import io.callapi.opensips.flow.Urgency;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialogReaderTest {

  private static final CallId CALL = new CallId("c1");

  private final Deque<Promise<MiResult>> pages = new ArrayDeque<>();
  private int asked;
  private final DialogReader reader =
      new DialogReader(
          new DialogList(this::ask, new OwnContact(new SipUri("sip:127.0.0.1")), () -> false),
          new AnsweredPhones());

  private Future<MiResult> ask(MiRequest request) {
    if (request.params().containsKey("callid")) {
      return Future.failedFuture(new MiException(404, "No such dialog"));
    }
    Promise<MiResult> page = Promise.promise();
    pages.add(page);
    asked++;
    return page.future();
  }

  private void finishPage(int... states) {
    JsonArray entries = new JsonArray();
    for (int state : states) {
      entries.add(
          JsonObject.of("ID", "1." + entries.size(), "state", state, "callid", CALL.value()));
    }
    pages
        .remove()
        .complete(new MiResult(JsonObject.of("count", states.length, "Dialogs", entries)));
  }

  /** What was asked for while a list was read may have changed behind it: it takes the next one. */
  @Test
  void letsAllWhoAskMeanwhileShareTheNextList() {
    Future<List<Dialog>> first = reader.all();
    Future<List<Dialog>> second = reader.all();
    Future<List<Dialog>> third = reader.all();
    assertThat(asked).isEqualTo(1);

    finishPage(4);
    assertThat(first.result()).hasSize(1);
    assertThat(second.isComplete()).isFalse();
    assertThat(asked).isEqualTo(2);

    finishPage(4, 4);
    assertThat(second.result()).hasSize(2);
    assertThat(third.result()).hasSize(2);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void readsAnewWhenNoListIsUnderWay() {
    Future<List<Dialog>> first = reader.all();
    finishPage(4);
    Future<List<Dialog>> second = reader.all();
    finishPage();

    assertThat(first.result()).hasSize(1);
    assertThat(second.result()).isEmpty();
  }

  @Test
  void readsTheNextListThoughThisOneFails() {
    Future<List<Dialog>> first = reader.all();
    Future<List<Dialog>> second = reader.all();
    pages.remove().fail(new MiException(404, "no"));
    finishPage(4);

    assertThat(first.failed()).isTrue();
    assertThat(second.result()).hasSize(1);
  }

  @Test
  void findsInTheListWhatIsUp() {
    Future<List<Dialog>> found = reader.find(CALL, Urgency.RUNNING, "");
    finishPage(5, 4, 2);

    assertThat(found.result())
        .extracting(dialog -> dialog.id().value())
        .containsExactly("1.1", "1.2");
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    Future<List<Dialog>> found = reader.find(CALL, Urgency.RUNNING, "");
    finishPage(5);

    assertThat(found.result()).isEmpty();
  }
}
