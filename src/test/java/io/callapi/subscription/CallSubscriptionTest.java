package io.callapi.subscription;

import static io.callapi.subscription.CallExamples.call;
import static io.callapi.subscription.CallExamples.change;
import static io.callapi.subscription.CallExamples.party;
import static io.callapi.subscription.CallExamples.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallsRequest.Surveyed;
import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.SeenCall.Links;
import io.callapi.calls.view.SeenCall.State;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.jsonrpc.JsonRpcMessage.Notification;
import io.callapi.method.ClientNotice;
import io.callapi.method.Subscriber;
import io.callapi.method.SubscriptionMethod.Label;
import io.callapi.proxy.Cause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one subscriber is told, and when. */
class CallSubscriptionTest {

  private static final SeenCall RINGING = call(1, State.RINGING);
  private static final SeenCall ANSWERED = call(1, State.ANSWERED);
  private static final SeenCall ENDED = call(1, State.ENDED);

  private final List<JsonObject> told = new ArrayList<>();
  private final Deque<Promise<List<Surveyed>>> surveys = new ArrayDeque<>();
  private final Deque<Runnable> soon = new ArrayDeque<>();
  private boolean hasRoom = true;
  private CallSubscription subscription = subscription(new CallCriteria(up(), null, true), 10_000);

  private CallSubscription subscription(CallCriteria criteria, int room) {
    CallNotices notices = new CallNotices(new Label("s-1", "T"), new Reader());
    Backlog backlog = new Backlog(new BacklogLimit(room, 2 * room));
    return new CallSubscription(new Feed(), criteria, notices, backlog);
  }

  private final class Reader implements Subscriber {
    @Override
    public String session() {
      return "session";
    }

    @Override
    public boolean hasRoom() {
      return hasRoom;
    }

    @Override
    public void tell(String method, ClientNotice notice) {
      String text = new JsonRpcCodec().encode(new Notification(method, notice));
      told.add(new JsonObject(text).getJsonObject("params"));
    }
  }

  private final class Feed implements CallFeed {
    @Override
    public void add(CallSubscription added) {}

    @Override
    public void remove(CallSubscription removed) {}

    @Override
    public Future<List<Surveyed>> survey(CallCriteria criteria) {
      Promise<List<Surveyed>> asked = Promise.promise();
      surveys.add(asked);
      return asked.future();
    }

    @Override
    public void soon(Runnable action) {
      soon.add(action);
    }

    @Override
    public void later(Runnable action) {
      soon.add(action);
    }
  }

  private void surveyed(long number, SeenCall... calls) {
    surveys.remove().complete(List.of(new Surveyed("east", List.of(calls), number)));
  }

  private List<String> events() {
    return told.stream().map(each -> each.getString("event")).toList();
  }

  private JsonObject data(int i) {
    return told.get(i).getJsonObject("data");
  }

  private static String state(JsonObject data) {
    return data.getJsonObject("call").getString("state");
  }

  private void begun(SeenCall... calls) {
    subscription.begin();
    surveyed(10, calls);
    told.clear();
  }

  @Test
  void tellsTheCallsFirstAndNoChangeThatIsInThem() {
    subscription.begin();
    subscription.onChange(change(10, null, RINGING));
    subscription.onChange(change(11, RINGING, ANSWERED));
    assertThat(told).isEmpty();

    surveyed(10, RINGING);
    subscription.onChange(change(9, null, RINGING)); // late

    assertThat(events()).containsExactly("Snapshot", "CallAnswered");
    assertThat(data(0).getBoolean("more")).isFalse();
    assertThat(data(0).getJsonArray("calls").getJsonObject(0).getString("state"))
        .isEqualTo("ringing");
    assertThat(data(1).containsKey("coalesced")).isFalse();
    assertThat(told).allMatch(each -> each.getString("tag").equals("T"));
  }

  @Test
  void tellsManyCallsInPartsAndWaitsForRoomBetweenThem() {
    subscription.begin();
    surveyed(
        500,
        IntStream.range(0, 250).mapToObj(i -> call(i, State.ANSWERED)).toArray(SeenCall[]::new));
    hasRoom = false;
    soon.remove().run();
    subscription.onChange(change(501, call(3, State.ANSWERED), call(3, State.ENDED)));
    assertThat(told).hasSize(1);

    hasRoom = true;
    subscription.onRoom();
    while (!soon.isEmpty()) {
      soon.remove().run();
    }

    assertThat(events()).containsExactly("Snapshot", "Snapshot", "Snapshot", "CallEnded");
    assertThat(told.subList(0, 3))
        .extracting(each -> each.getJsonObject("data").getBoolean("more"))
        .containsExactly(true, true, false);
    assertThat(told.subList(0, 3))
        .extracting(each -> each.getJsonObject("data").getJsonArray("calls").size())
        .containsExactly(100, 100, 50);
  }

  @Test
  void sumsUpTheChangesOfACallForOneWhoReadsSlowlyButForItsBeginningAndItsEnd() {
    begun();
    hasRoom = false;
    subscription.onChange(change(11, null, RINGING));
    subscription.onChange(change(12, RINGING, ANSWERED));
    subscription.onChange(change(13, ANSWERED, ENDED));
    subscription.onChange(change(14, null, call(2, State.RINGING)));
    assertThat(told).isEmpty();

    hasRoom = true;
    subscription.onRoom();

    assertThat(events()).containsExactly("CallCreated", "CallEnded", "CallCreated", "CallRinging");
    assertThat(data(0).containsKey("coalesced")).isFalse();
    assertThat(data(1).getBoolean("coalesced")).isTrue();
    assertThat(state(data(1))).isEqualTo("ended");
    assertThat(data(3).containsKey("coalesced")).isFalse();
  }

  @Test
  void tellsHowAllIsWhereTooMuchHasWaited() {
    subscription = subscription(new CallCriteria(up(), null, true), 3);
    begun();
    hasRoom = false;
    for (int i = 1; i <= 5; i++) {
      subscription.onChange(change(10 + i, null, call(i, State.ANSWERED)));
    }

    hasRoom = true;
    subscription.onRoom();
    subscription.onChange(change(16, call(5, State.ANSWERED), call(5, State.ENDED)));
    surveyed(15, call(1, State.ANSWERED), call(5, State.ANSWERED));

    assertThat(events()).containsExactly("Resynced", "Snapshot", "CallEnded");
    assertThat(data(0).getString("reason")).contains("too many changes");
    assertThat(data(0).containsKey("proxy")).isFalse();
  }

  @Test
  void tellsHowAllIsAfterContactWasLostAlsoWhileItDoesSo() {
    subscription.begin();
    subscription.onContact("east", "lost");
    Promise<List<Surveyed>> first = surveys.remove();
    surveyed(20, ANSWERED);
    first.complete(List.of(new Surveyed("east", List.of(), 5)));

    assertThat(events()).containsExactly("Resynced", "Snapshot");
    assertThat(data(0).getString("proxy")).isEqualTo("east");
    assertThat(data(1).getJsonArray("calls")).hasSize(1);
  }

  @Test
  void leavesContactWithOtherProxiesToOthers() {
    subscription = subscription(new CallCriteria(up(), "east", true), 100);
    begun();

    subscription.onContact("west", "lost");

    assertThat(told).isEmpty();
  }

  @Test
  void tellsACallThatBeginsToFitAsItIsAndOneThatDoesNotAnyLongerOnceMore() {
    subscription = subscription(new CallCriteria(party("carol@*"), null, false), 100);
    subscription.begin();
    SeenCall unknown = call(1, State.RINGING, null, null);
    SeenCall carol = call(1, State.RINGING, "sip:carol@h", "sip:bob@h");
    SeenCall other = call(1, State.ANSWERED, "sip:alice@h", "sip:bob@h");

    subscription.onChange(change(1, null, unknown));
    subscription.onChange(change(2, unknown, carol));
    subscription.onChange(change(3, carol, other));
    subscription.onChange(change(4, other, call(1, State.ENDED, "sip:alice@h", "sip:bob@h")));

    assertThat(events()).containsExactly("CallRinging", "CallAnswered");
    assertThat(surveys).isEmpty();
  }

  @Test
  void tellsOfACallThatWasRefusedBeforeItWasSeenAndLaterWhy() {
    begun();
    SeenCall why = ENDED.with(Links.NONE.because(Cause.sip(486, "Busy Here")));

    subscription.onChange(change(11, null, ENDED));
    subscription.onChange(change(12, ENDED, why));

    assertThat(events()).containsExactly("CallCreated", "CallEnded", "CallEnded");
    assertThat(data(2).getJsonObject("call").getJsonObject("cause").getInteger("code"))
        .isEqualTo(486);
  }

  @Test
  void tellsItsEndAndNothingAfterThat() {
    begun();
    hasRoom = false;
    subscription.onChange(change(11, null, RINGING));

    subscription.end();
    subscription.end();
    hasRoom = true;
    subscription.onRoom();
    subscription.onGap("gone");

    assertThat(events()).containsExactly("Ended");
  }
}
