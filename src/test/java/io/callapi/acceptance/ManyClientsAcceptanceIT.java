package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.Leg;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many commands at once, of one client and of several: none notices the others. */
class ManyClientsAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  @Test
  void startsFiftyCallsAtOnceOnOneConnection() {
    List<Run> runs = startCalls(server.client(), "alice", 50);

    runs.forEach(Run::succeeds);

    server.simulator().isLeftWith(runs.stream().map(Run::callId).toArray(String[]::new));
  }

  @Test
  void answersTwoThousandCommandsOneAfterTheOther() {
    for (int i = 0; i < 2000; i++) {
      Run run = server.client().run("Echo", "number " + i);

      assertThat(run.events()).containsExactly("Reply", "Ended");
      assertThat(run.data("Reply")).isEqualTo(new JsonObject().put("text", "number " + i));
    }
  }

  @Test
  void tellsEachClientOfItsOwnCommandsOnly() {
    Client one = server.newClient();
    Client two = server.newClient();

    List<Run> ofOne = startCalls(one, "ann", 20);
    List<Run> ofTwo = startCalls(two, "ben", 20);
    ofOne.forEach(Run::succeeds);
    ofTwo.forEach(Run::succeeds);

    assertHearsOnlyOf(one, ofOne, "ann");
    assertHearsOnlyOf(two, ofTwo, "ben");
  }

  private static List<Run> startCalls(Client client, String caller, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> client.start("CallStart", phone(caller + i), phone("callee" + i)))
        .toList();
  }

  private static void assertHearsOnlyOf(Client client, List<Run> runs, String caller) {
    List<String> own = runs.stream().map(Run::cmdId).toList();
    assertThat(client.transcript().messages())
        .filteredOn(message -> !message.isReply())
        .allSatisfy(
            message -> {
              assertThat(own).contains(message.cmdId());
              assertThat(message.params().getJsonObject("data", new JsonObject()).encode())
                  .satisfiesAnyOf(
                      data -> assertThat(data).isEqualTo("{}"),
                      data -> assertThat(data).contains("sip:" + caller));
            });
  }

  @Test
  void keepsTheEventsOfOtherCallsAway() {
    String held = server.simulator().placeCall(ALICE, BOB);
    String refusing = server.simulator().placeCall(CAROL, phone("nohold"));
    String going = server.simulator().placeCall(phone("dave"), phone("erin"));
    String staying = server.simulator().placeCall(phone("frank"), phone("grace"));
    Client client = server.client();

    Run hold = client.start("CallHold", held);
    Run refused = client.start("CallHold", refusing);
    Run transfer = client.start("CallBlindTransfer", going, "callee", CAROL);
    Run busy = client.start("CallBlindTransfer", staying, "callee", phone("busy"));

    hold.succeeds();
    assertThat(hold.events())
        .containsOnlyOnce("CallHolding")
        .filteredOn(event -> event.equals("CallHoldSuccessful"))
        .hasSize(2);
    assertThat(refused.ends().failure()).isPresent();
    assertThat(transfer.succeeds().callId()).isNotEqualTo(busy.ends().callId());
    assertThat(busy.failure()).map(Failure::data).contains("486 Busy Here");
    server.simulator().isLeftWith(held, refusing, staying, transfer.callId());
    assertThat(server.simulator().dialog(held).heldLegs()).containsExactlyInAnyOrder(Leg.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "finish"})
  void endsOrFinishesOnlyTheCommandsOfAClientThatLeaves(String onDisconnect) {
    server
        .with("ws_server.on_disconnect", onDisconnect)
        .timing(t -> t.withRing(Duration.ofMillis(500)));
    String old = server.simulator().placeCall(phone("dave"), phone("erin"));
    Client leaving = server.newClient();
    Client staying = server.newClient();
    Run left = leaving.start("CallStart", ALICE, BOB);
    Run other = staying.start("CallStart", CAROL, BOB);
    left.reaches("TransferPending");

    leaving.leave();

    other.succeeds();
    boolean cancelled = onDisconnect.equals("cancel");
    await()
        .until(
            () ->
                server.simulator().dialogs().size() == (cancelled ? 2 : 3)
                    && server.simulator().dialogs().stream().allMatch(c -> c.established()));
    assertThat(server.simulator().callIds()).contains(old, other.callId());
    assertThat(staying.run("Echo", "still here").events()).containsExactly("Reply", "Ended");
  }
}
