package io.callapi.subscription;

import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.TableNews.CallChange;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.jsonrpc.WrittenJson;
import io.callapi.method.CallView;
import io.callapi.method.ClientNotice;
import io.callapi.method.Subscriber;
import io.callapi.method.SubscriptionMethod.Label;
import io.callapi.subscription.Backlog.Held;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The notifications of one subscription to calls. */
final class CallNotices {

  private static final JsonRpcCodec CODEC = new JsonRpcCodec();

  private final Label label;
  private final Subscriber subscriber;

  private record Change(WrittenJson call, @Nullable Boolean coalesced) {}

  private record Snapshot(List<WrittenJson> calls, boolean more) {}

  private record Resynced(@Nullable String proxy, String reason) {}

  CallNotices(Label label, Subscriber subscriber) {
    this.label = label;
    this.subscriber = subscriber;
  }

  boolean hasRoom() {
    return subscriber.hasRoom();
  }

  void step(Held held) {
    CallChange change = held.change();
    WrittenJson call =
        change.shown().get(WrittenJson.class, () -> written(change.proxy(), change.after()));
    tell(held.step().event(), new Change(call, held.isCoalesced() ? true : null));
  }

  void snapshot(List<WrittenJson> calls, boolean more) {
    tell("Snapshot", new Snapshot(calls, more));
  }

  /**
   * @param proxy null if it is not one alone
   */
  void resynced(@Nullable String proxy, String reason) {
    tell("Resynced", new Resynced(proxy, reason));
  }

  void ended() {
    tell("Ended", null);
  }

  static WrittenJson written(String proxy, SeenCall call) {
    return CODEC.written(CallView.of(proxy, call));
  }

  private void tell(String event, @Nullable Object data) {
    subscriber.tell(
        CallSubscribe.NAME, new ClientNotice(label.cmdId(), event, data, null, label.tag()));
  }
}
