package io.callapi.client.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client goes on where it was when its connection is lost, beside a server with sessions. */
class CallApiClientTest {

  private SessionServer server;
  private CallApiClient client;
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void connect() throws TimeoutException {
    server = SessionServer.start();
    client = connected();
  }

  private CallApiClient connected() throws TimeoutException {
    return CallApiClient.connect(server.vertx(), ClientOptions.of(server.url())).await(10, SECONDS);
  }

  @AfterEach
  void close() throws TimeoutException {
    client.close().await(10, SECONDS);
    server.close();
  }

  private Command start() throws Exception {
    Command command = client.callStart("sip:alice@example.com", "sip:bob@example.com");
    command.onNotice(notice -> events.add(notice.event()));
    command.started().await(10, SECONDS);
    return command;
  }

  private static void ends(Command command) throws TimeoutException {
    command.ended().await(20, SECONDS);
  }

  @Test
  void tellsEachStageAndTheEnd() throws Exception {
    Command command = start();

    server.tell(command.cmdId(), "CallerAnswered", new JsonObject());
    server.tell(command.cmdId(), "Ended", null);

    ends(command);
    assertThat(events).containsExactly("CallerAnswered", "Ended");
  }

  @Test
  void failsWithTheCauseOfTheCommand() throws Exception {
    Command command = start();

    server.fail(command.cmdId());

    assertThatThrownBy(() -> ends(command))
        .isInstanceOfSatisfying(
            CommandFailed.class,
            failed -> assertThat(failed.why()).isEqualTo(new Notice.Cause("sip", 486, "Busy Here")))
        .hasMessage("486 Busy Here");
    assertThat(events).containsExactly("Error", "Ended");
  }

  @Test
  void missesNothingOfASessionThatIsResumedAgainAndAgain() throws Exception {
    Command command = start();
    List<String> told = new ArrayList<>();

    for (int i = 0; i < 5; i++) {
      tell(command, "near-" + i, told);
      server.cut();
      tell(command, "far-" + i, told);
      server.request("SessionResume", i + 1);
      tell(command, "back-" + i, told);
    }
    tell(command, "Ended", told);

    ends(command);
    assertThat(events).isEqualTo(told);
    assertThat(server.count("CallStart")).isOne();
  }

  private void tell(Command command, String event, List<String> told) {
    told.add(event);
    server.tell(command.cmdId(), event, null);
  }

  @Test
  void asksWhatACommandHasToldWhereTheSessionHasAGap() throws Exception {
    Command command = start();
    List<String> told = new ArrayList<>();
    tell(command, "near", told);

    server.cut();
    tell(command, "far", told);
    server.forgetWhatWasTold();
    server.request("CommandGet", 1);
    tell(command, "Ended", told);

    ends(command);
    assertThat(events).isEqualTo(told);
  }

  @Test
  void sendsARequestAgainWhereTheServerHasNoSessions() throws Exception {
    server.haveNoSessions();
    client.close().await(10, SECONDS);
    client = connected();
    Command command = start();
    List<String> told = new ArrayList<>();
    tell(command, "near", told);

    server.cut();
    tell(command, "far", told);
    server.request("CallStart", 2);
    tell(command, "Ended", told);

    ends(command);
    assertThat(events).isEqualTo(told);
    assertThat(server.count("SessionOpen")).isEqualTo(2); // one for each client
  }

  @Test
  void beginsAnewWhereTheSessionIsForgotten() throws Exception {
    Command command = start();
    List<String> told = new ArrayList<>();
    tell(command, "near", told);

    server.forgetSession();
    server.cut();
    server.request("CallStart", 2);
    tell(command, "Ended", told);

    ends(command);
    assertThat(events).isEqualTo(told);
    assertThat(server.count("SessionOpen")).isEqualTo(2);
  }

  @Test
  void asksAgainWhatWasNotAnswered() throws Exception {
    server.request("SessionOpen", 1);
    server.silence(true);
    Future<List<Call>> calls = client.calls(new JsonObject());
    server.request("CallList", 1);

    server.silence(false);
    server.cut();

    assertThat(calls.await(20, SECONDS))
        .extracting(Call::callId)
        .containsExactly("first", "second");
  }

  @Test
  void streamsWhatASubscriptionTellsUntilItsEnd() throws Exception {
    Subscription calls = client.callSubscribe(new JsonObject());
    calls.pause().handler(notice -> events.add(notice.call().orElseThrow().state()));
    calls.endHandler(v -> events.add("end"));
    calls.started().await(10, SECONDS);
    JsonObject call =
        JsonObject.of("callid", "c", "proxy", "p", "created", "2026-11-27T18:00:00.000Z");

    server.tell(calls.cmdId(), "CallRinging", news(call, "ringing"));
    server.tell(calls.cmdId(), "CallAnswered", news(call, "answered"));
    calls.fetch(1);
    calls.close().await(10, SECONDS);

    assertThat(events).containsExactly("ringing");
    calls.resume();
    calls.started().await(10, SECONDS);
    client.query("CallUnsubscribe", new JsonObject()).await(10, SECONDS);
    assertThat(events).containsExactly("ringing", "answered");
  }

  private static JsonObject news(JsonObject call, String state) {
    return JsonObject.of("call", call.copy().put("state", state));
  }

  @Test
  void failsToConnectWhereThereIsNoServer() throws Exception {
    ClientOptions nowhere = ClientOptions.of(server.url().replaceFirst(":\\d+", ":1"));

    assertThat(CallApiClient.connect(server.vertx(), nowhere).otherwiseEmpty().await(10, SECONDS))
        .isNull();
  }
}
