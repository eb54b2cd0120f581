package io.callapi.client;

import static io.callapi.client.Requests.callEnd;
import static io.callapi.client.Requests.callStart;
import static io.callapi.client.Requests.echo;
import static io.callapi.client.Requests.errorCode;
import static io.callapi.client.Requests.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many requests, one after the other and at once. */
class CrowdIT {

  private TestServer server;
  private WsClient client;

  @BeforeEach
  void connect() {
    server = TestServer.start();
    client = server.connect();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answers2000RequestsOneAfterTheOther() {
    for (int i = 0; i < 2000; i++) {
      String cmdId = "echo-" + i;
      client.send(echo("" + i, cmdId));

      assertThat(events(client.untilEnd(cmdId))).containsExactly("Started", "Reply", "Ended");
    }
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void answers100RequestsAtOnce() {
    for (int i = 0; i < 100; i++) {
      client.sendSoon(echo("" + i, "echo-" + i));
    }

    expectOrderlyCommands(client.next(300), 100);
  }

  @Test
  void takesABurstOf1000Requests() {
    for (int i = 0; i < 1000; i++) {
      client.sendSoon(echo("" + i, "echo-" + i));
    }

    expectOrderlyCommands(client.next(3000), 1000);
  }

  private static void expectOrderlyCommands(List<JsonObject> messages, int count) {
    Map<String, List<JsonObject>> byCommand =
        messages.stream().collect(Collectors.groupingBy(CrowdIT::cmdId));
    assertThat(byCommand).hasSize(count);
    assertThat(byCommand.values())
        .allSatisfy(own -> assertThat(events(own)).containsExactly("Started", "Reply", "Ended"));
  }

  private static String cmdId(JsonObject message) {
    return message.containsKey("result")
        ? message.getJsonObject("result").getString("cmd_id")
        : message.getJsonObject("params").getString("cmd_id");
  }

  /** Commands of two shards, each on an event loop of its own, write to one socket. */
  @Test
  void neverMixesWhatTwoWritersWrite() {
    String filling = "x".repeat(2000);
    for (int i = 0; i < 500; i++) {
      client.sendSoon(
          Requests.request(
              "" + i, "Echo", "{\"cmd_id\":\"c%d\",\"text\":\"%s\"}".formatted(i, filling)));
    }

    List<JsonObject> messages = client.next(1500);
    expectOrderlyCommands(messages, 500);
    assertThat(messages)
        .filteredOn(m -> m.encode().contains("Reply"))
        .hasSize(500)
        .allSatisfy(
            m ->
                assertThat(m.getJsonObject("params").getJsonObject("data").getString("text"))
                    .isEqualTo(filling));
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void runs50CallsAtOnceThatDoNotTouchEachOther() {
    server.proxy().obeys(this::react);
    for (int i = 0; i < 50; i++) {
      client.sendSoon(callStart("" + i, "call-" + i));
    }

    Map<String, List<JsonObject>> byCommand =
        client.next(50 * 6).stream().collect(Collectors.groupingBy(CrowdIT::cmdId));
    assertThat(byCommand).hasSize(50);
    byCommand.forEach(
        (cmdId, own) -> {
          assertThat(events(own))
              .containsExactly(
                  "Started",
                  "CallerAnswered",
                  "Transferring",
                  "TransferStart",
                  "CalleeAnswered",
                  "Ended");
          assertThat(own.get(3).getJsonObject("params").getJsonObject("data").getString("callid"))
              .isEqualTo("new-" + cmdId);
        });
    client.expectNothingMore();
  }

  private void react(ProxyRequest<?> request) {
    if (request instanceof Originate placed) {
      server.raise(placed.callId().value(), CallState.CONFIRMED);
    } else if (request instanceof Refer refer) {
      CallId newCall = new CallId("new-" + refer.dialog().callId());
      server.raise(
          new TransferProgress(refer.dialog().callId(), newCall, null, TransferStage.START, null));
      server.raise(newCall.value(), CallState.ANSWERED);
    } else if (request instanceof Release end) {
      server.raise(end.dialog().callId().value(), CallState.ENDED);
    }
  }

  @Test
  void lets1000CommandsRunAndRefusesOneMore() {
    for (int i = 0; i < 1000; i++) {
      client.sendSoon(callEnd("" + i, "end-" + i, "call-" + i));
    }
    assertThat(events(client.next(1000))).hasSize(1000).containsOnly("Started");

    client.send(callEnd("more", "end-more", "call-more"));
    JsonObject refusal = client.next();
    assertThat(errorCode(refusal)).isEqualTo(-32002);
    assertThat(refusal.getJsonObject("error").getJsonObject("data").getInteger("retry_after_ms"))
        .isPositive();
    await().until(() -> server.proxy().actions().size() == 1000);
    server.raise("call-7", CallState.ENDED);
    client.untilEnd("end-7");
    client.send(callEnd("again", "end-more", "call-more"));
    assertThat(events(client.next(1))).containsExactly("Started");
    IntStream.range(0, 1000).forEach(i -> server.raise("call-" + i, CallState.ENDED));
    assertThat(events(client.next(999))).containsOnly("Ended");
  }

  @Test
  void servesManyConnectionsAtOnce() {
    List<WsClient> clients =
        new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> server.connect()).toList());

    for (int i = 0; i < clients.size(); i++) {
      clients.get(i).sendSoon(echo("1", "client-" + i));
    }

    for (int i = 0; i < clients.size(); i++) {
      assertThat(events(clients.get(i).untilEnd("client-" + i)))
          .containsExactly("Started", "Reply", "Ended");
    }
  }
}
