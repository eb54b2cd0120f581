package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A client whose connection is cut at random moments sees what one sees that keeps its own. {@code
 * -Dcallapi.cuts=1000} for more cuts, {@code -Dcallapi.seed=N} for others.
 */
class CutConnectionsAcceptanceIT {

  private static final int CUTS = Integer.getInteger("callapi.cuts", 50);
  private static final long SEED = Long.getLong("callapi.seed", 9L);
  private static final List<String> CALLEES = List.of("bob", "busy", "slow");

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  private final Random random = new Random(SEED);
  private final Map<String, JsonObject> commands = new LinkedHashMap<>();

  @Test
  void loseNothingTellNothingTwiceAndKeepTheOrder() {
    Client steady = server.client();
    CutClient cut = new CutClient(server.vertx(), server.port());
    cut.connect();

    for (int i = 0; i < CUTS; i++) {
      startSome(steady, cut);
      cut.cutAfter(random.nextInt(12));
      startSome(steady, cut);
      if (random.nextInt(4) > 0) { // else the new connection takes over while the old one is there
        keepBusy(steady, cut);
      }
      cut.connect();
      if (i % 8 == 7) { // well within the minute for which ended commands are known
        sendAgain(cut);
      }
    }
    sendAgain(cut);
    commands.keySet().stream()
        .filter(cmdId -> !cut.hasEnded(cmdId))
        .forEach(cmdId -> cut.await("end of " + cmdId, () -> cut.hasEnded(cmdId)));

    assertThat(cut.faults()).as("seed " + SEED).isEmpty();
    Map<String, List<String>> seen = cut.eventsOf();
    seenBy(steady)
        .forEach(
            (cmdId, events) ->
                assertThat(seen.get(cmdId)).as("%s, seed %d", cmdId, SEED).isEqualTo(events));
    assertThat(seen.keySet()).isEqualTo(commands.keySet());
    assertThat(cut.lastSeq()).isEqualTo(count(cut));
  }

  /** Both send the same requests, so both are told all of each command. */
  private void startSome(Client steady, CutClient cut) {
    for (int i = random.nextInt(5); i > 0; i--) {
      start(steady, cut, random.nextInt(3) == 0 ? callStart() : echo());
    }
  }

  private void start(Client steady, CutClient cut, JsonObject params) {
    String cmdId = "c" + commands.size();
    params.put("cmd_id", cmdId);
    commands.put(cmdId, params);
    steady.start(methodOf(params), params);
    cut.start(methodOf(params), params);
  }

  private static String methodOf(JsonObject params) {
    return params.containsKey("caller") ? "CallStart" : "Echo";
  }

  private static JsonObject echo() {
    return JsonObject.of("text", "x");
  }

  private JsonObject callStart() {
    String callee = CALLEES.get(random.nextInt(CALLEES.size()));
    return Client.parameters("CallStart", phone("alice"), phone(callee));
  }

  /** There are messages until the connection is cut. */
  private void keepBusy(Client steady, CutClient cut) {
    for (int i = 0; !cut.isCut(); i++) {
      if (i % 50 == 49) {
        cut.cutAfter(0);
      } else {
        start(steady, cut, echo());
      }
    }
  }

  /** What docs/protocol.md says of requests of which nothing has come. */
  private void sendAgain(CutClient cut) {
    cut.cutAfter(Long.MAX_VALUE / 2);
    if (cut.isCut()) {
      cut.connect();
    }
    for (String cmdId : cut.unanswered()) {
      JsonObject params = Objects.requireNonNull(commands.get(cmdId));
      cut.start(methodOf(params), params);
    }
  }

  private Map<String, List<String>> seenBy(Client steady) {
    Map<String, List<String>> seen = new LinkedHashMap<>();
    for (String cmdId : commands.keySet()) {
      Run run = steady.command(cmdId).ends();
      seen.put(cmdId, run.messages().stream().map(m -> m.params().encode()).toList());
    }
    return seen;
  }

  private static long count(CutClient cut) {
    return cut.eventsOf().values().stream().mapToLong(List::size).sum();
  }
}
