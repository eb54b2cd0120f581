package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client is shown of calls and commands, and the cancelling of one, on a real proxy. */
@LiveProxy
class LiveQueriesIT {

  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(PhoneFarm phones, LiveCalls calls) {
    this.phones = phones;
    this.calls = calls;
  }

  @Test
  void showsACallThatPhonesHaveMadeByThemselves() throws TimeoutException {
    String call = phones.call("alice", "bob").await(10, TimeUnit.SECONDS);
    calls.leaves(call);

    await().until(() -> call(call).getString("state", "").equals("answered"));

    assertThat(call(call).getString("caller")).isEqualTo(phones.uri("alice"));
    assertThat(call(call).getString("callee")).isEqualTo(phones.uri("bob"));
    assertThat(list(JsonObject.of("party", phones.uri("bob"))))
        .extracting(one -> ((JsonObject) one).getString("callid"))
        .containsExactly(call);
  }

  @Test
  void showsThatACallIsHeld() {
    String call = calls.start("alice", "bob").awaitEnd().data("CalleeAnswered").getString("callid");
    calls.leaves(call);

    calls.commands().hold(call).awaitEnd();

    assertThat(call(call).getString("state")).isEqualTo("held");
    assertThat(call(call).getJsonArray("held")).containsExactlyInAnyOrder("caller", "callee");
  }

  @Test
  void stopsThePhoneThatRingsForACommandThatIsCancelled() {
    CommandRun start = calls.start("noanswer", "bob");
    await().until(() -> phones.phone("noanswer").hasReceived("INVITE", start.cmdId()));

    JsonObject answer = calls.client().ask("CommandCancel", JsonObject.of("cmd_id", start.cmdId()));

    assertThat(answer.getJsonObject("result").getString("state")).isEqualTo("cancelling");
    assertThat(start.awaitEnd().cause().getString("source")).isEqualTo("client");
    await().until(() -> phones.phone("noanswer").hasReceived("CANCEL", start.cmdId()));
  }

  @Test
  void callsBackATransferThatIsCancelledAndKeepsTheCall() {
    String call = calls.start("alice", "bob").awaitEnd().data("CalleeAnswered").getString("callid");
    calls.leaves(call);
    CommandRun transfer = calls.commands().blind(call, "callee", "noanswer");
    transfer.await("TransferPending");

    calls.client().ask("CommandCancel", JsonObject.of("cmd_id", transfer.cmdId()));

    assertThat(transfer.awaitEnd().cause().getString("source")).isEqualTo("client");
    await().until(() -> phones.phone("noanswer").dialogs().isEmpty());
    assertThat(call(call).getString("state")).isEqualTo("answered");
  }

  private JsonObject call(String callId) {
    JsonObject answer = calls.client().ask("CallGet", JsonObject.of("callid", callId));
    return answer.getJsonObject("result", new JsonObject()).getJsonObject("call", new JsonObject());
  }

  private JsonArray list(JsonObject filter) {
    return calls.client().ask("CallList", filter).getJsonObject("result").getJsonArray("calls");
  }
}
