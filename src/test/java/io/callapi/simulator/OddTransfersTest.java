package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated proxy tells of transfers by odd phones what OpenSIPS tells of them. */
class OddTransfersTest extends OddPhones {

  @Test
  void tellsOfAFailureAndANewStartWhenATransferIsChallenged() {
    String callId = call("alice", "bob");

    assertThat(refer(callId, "challenge")).isEqualTo(202);

    assertThat(transferNews(6))
        .containsExactly(
            "start",
            "fail 407 Proxy Authentication Required",
            "start",
            "notify 180 Ringing",
            "ok 200 OK",
            "notify 200 OK");
    assertThat(client.events("E_CALL_TRANSFER"))
        .extracting(event -> event.getString("transfer_callid"))
        .containsOnly(callBesides(callId));
  }

  @Test
  void tellsOfNoSecondStartWhenATransferIsRedirected() {
    refer(call("alice", "bob"), "redirect");

    assertThat(transferNews(4))
        .containsExactly(
            "start", "fail 302 Moved Temporarily", "notify 180 Ringing", "notify 200 OK");
  }

  @Test
  void reportsTheFinalStatusOfAPhoneThatGivesUp() {
    refer(call("alice", "giveup"), "challenge");

    assertThat(transferNews(3))
        .containsExactly(
            "start",
            "fail 407 Proxy Authentication Required",
            "notify 407 Proxy Authentication Required");
  }

  @ParameterizedTest
  @CsvSource({
    "lateanswer, 202, 1",
    "toolateanswer, 408, 1",
    "mutereferee, 408, 0",
    "norefer, 603, 0"
  })
  void waitsForThePhonesAnswerToARefer(String callee, int code, int newCalls) {
    String callId = call("alice", callee);

    assertThat(refer(callId, "carol")).isEqualTo(code);

    await().until(() -> simulator.dialogs().size() == 1 + newCalls);
  }

  @Test
  void tellsOfSuccessWhileTheOtherPhoneRings() {
    refer(call("alice", "earlynotify"), "noanswer");

    assertThat(transferNews(3))
        .containsExactly("start", "notify 200 OK", "fail 408 Request Timeout");
  }

  @Test
  void labelsALateReportWithTheNewestTransfer() {
    String callId = call("alice", "latenotify");
    refer(callId, "busy");
    transferNews(2);

    refer(callId, "noanswer");

    JsonObject late =
        client.events("E_CALL_TRANSFER", 5).stream()
            .filter(event -> event.getString("status").equals("486 Busy Here"))
            .filter(event -> event.getString("state").equals("notify"))
            .findFirst()
            .orElseThrow();
    assertThat(late.getString("transfer_callid")).isEqualTo(callBesides(callId));
  }

  @Test
  void takesWhatFollowsTheStatusLineForTheStatus() {
    refer(call("alice", "headernotify"), "carol");

    assertThat(client.events("E_CALL_TRANSFER", 4))
        .extracting(event -> event.getString("status"))
        .contains("180 Ringing\r\nContact: <sip:headernotify@127.0.0.1:5072>");
  }

  @Test
  void tellsNothingOfACallThatComesAfterTheOldOneHasEnded() {
    refer(call("alice", "hangupfirst"), "carol");

    await().until(() -> simulator.dialogs().stream().anyMatch(call -> isTo(call, "carol")));
    assertThat(client.events("E_CALL_TRANSFER")).isEmpty();
    assertThat(simulator.dialogs()).singleElement().matches(call -> call.toUri().contains("osid="));
  }

  private static boolean isTo(SimulatedCall call, String user) {
    return call.toUri().startsWith("sip:" + user + "@") && call.established();
  }

  @Test
  void tellsNothingOfACallToAnAddressWithoutItsMark() {
    refer(call("alice", "plain"), "carol");

    await().until(() -> simulator.dialogs().size() == 2);
    assertThat(simulator.dialogs()).noneMatch(call -> call.toUri().contains(";"));
    assertThat(client.events("E_CALL_TRANSFER")).isEmpty();
  }
}
