package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands are cancelled at moments by chance in every phase: {@code callapi.moments} in each, with
 * a fixed seed. Whenever that is, a command has one end, no phone rings on, and no call is left but
 * those that are to stay.
 */
class CancelMomentsAcceptanceIT {

  private static final int MOMENTS = Integer.getInteger("callapi.moments", 20);
  private static final int AT_ONCE = 20;
  private static final long SEED = 20_261_128;

  /** How a command has come out that was to be cancelled. */
  private enum Outcome {
    CANCELLED,
    SUCCEEDED,
    FAILED
  }

  /**
   * What has come of one moment.
   *
   * @param left the calls that are to stay
   */
  private record Result(Outcome outcome, List<String> left) {

    /**
     * Call B of an attended transfer: its phone may have answered while the cancellation was on its
     * way, and has replaced it then (RFC 3891).
     */
    List<String> replaceable() {
      return outcome == Outcome.CANCELLED ? left.stream().skip(1).toList() : List.of();
    }
  }

  @RegisterExtension
  final CallApiServer server =
      CallApiServer.on("3.6.8")
          .timing(
              timing ->
                  timing
                      .withRing(Duration.ofMillis(150))
                      .withLateness(Duration.ofMillis(300), Duration.ofMillis(800)));

  private final ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  static List<CancelScene> scenes() {
    return CancelScene.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenes")
  void leavesNothingBehindWheneverItIsCancelled(CancelScene scene, TestReporter reporter) {
    server.client();
    Random random = new Random(SEED + scene.toString().hashCode());
    Map<Outcome, Integer> outcomes = new TreeMap<>();
    List<String> left = new ArrayList<>();
    Set<String> replaceable = new HashSet<>();
    for (Result result : all(scene, random)) {
      outcomes.merge(result.outcome(), 1, Integer::sum);
      left.addAll(result.left());
      replaceable.addAll(result.replaceable());
    }

    Set<String> crossed = missing(left);
    left.removeAll(crossed);
    server.simulator().isLeftWith(left.toArray(String[]::new));
    reporter.publishEntry(scene.toString(), outcomes + ", crossed: " + crossed.size());
    assertThat(replaceable).containsAll(crossed);
    assertThat(crossed).hasSizeLessThanOrEqualTo(2 + MOMENTS / 20);
    assertThat(outcomes)
        .containsKey(
            scene.from().equals("CalleeAnswered") || scene.from().equals("TransferSuccessful")
                ? Outcome.SUCCEEDED
                : Outcome.CANCELLED);
  }

  private Set<String> missing(List<String> left) {
    Set<String> missing = new HashSet<>(left);
    missing.removeAll(server.simulator().callIds());
    return missing;
  }

  private List<Result> all(CancelScene scene, Random random) {
    List<Future<Result>> running = new ArrayList<>();
    for (int moment = 0; moment < MOMENTS; moment++) {
      int number = moment;
      int delay = random.nextInt(scene.span() + 1);
      running.add(clients.submit(() -> new Moment(server, scene, number, delay).run()));
    }
    return running.stream().map(CancelMomentsAcceptanceIT::done).toList();
  }

  private static Result done(Future<Result> result) {
    try {
      return result.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * One command that is cancelled.
   *
   * @param number gives it people of its own
   * @param delay in milliseconds, from the stage on
   */
  private record Moment(CallApiServer server, CancelScene scene, int number, int delay) {

    @Override
    public String toString() {
      return "%s, moment %d, after %d ms".formatted(scene, number, delay);
    }

    Result run() {
      List<String> old = oldCalls();
      if (scene.isHeldUp()) {
        server.client().start("CallHold", old.get(0));
      }
      Run run = server.client().start(scene.method(), parameters(old));
      if (!scene.from().equals("Started")) {
        run.reaches(scene.from());
      }
      JsonObject reply = cancelLater(run.cmdId());
      run.ends();
      Result result = result(run, reply, old);
      assertThat(others(result)).as("%s", this).isEmpty();
      return result;
    }

    private String phone(String name) {
      return "sip:" + name + people();
    }

    private List<String> oldCalls() {
      return switch (scene.method()) {
        case "CallStart" -> List.of();
        case "CallBlindTransfer" -> List.of(placeCall("alice", scene.referee()));
        default ->
            List.of(placeCall("alice", scene.referee()), placeCall("dave", scene.destination()));
      };
    }

    private String placeCall(String from, String to) {
      return server.simulator().placeCall(phone(from), phone(to));
    }

    private JsonObject parameters(List<String> old) {
      return switch (scene.method()) {
        case "CallStart" ->
            Client.parameters("CallStart", phone(scene.referee()), phone(scene.destination()));
        case "CallBlindTransfer" ->
            Client.parameters(
                "CallBlindTransfer", old.get(0), "callee", phone(scene.destination()));
        default ->
            Client.parameters("CallAttendedTransfer", old.get(0), "callee", old.get(1), "callee");
      };
    }

    /** Sends it from an event loop, so that nobody sleeps. */
    private JsonObject cancelLater(String cmdId) {
      String id = "cancel " + cmdId;
      String request =
          JsonObject.of("jsonrpc", "2.0", "id", id, "method", "CommandCancel")
              .put("params", JsonObject.of("cmd_id", cmdId))
              .encode();
      Client client = server.client();
      server.vertx().setTimer(Math.max(1, delay), timer -> client.send(request));
      return client.reply(id);
    }

    private Result result(Run run, JsonObject reply, List<String> old) {
      assertThat(run.events()).as("%s", this).containsOnlyOnce("Ended").endsWith("Ended");
      boolean succeeded =
          run.events().contains("CalleeAnswered") || run.events().contains("TransferSuccessful");
      assertThat(isCancelling(reply) || hasEnded(reply)).as("%s: %s", this, reply).isTrue();
      if (succeeded) {
        assertThat(run.failure()).as("%s", this).isEmpty();
        return new Result(Outcome.SUCCEEDED, List.of(newCall(run)));
      }
      assertThat(run.events()).as("%s", this).containsOnlyOnce("Error");
      Failure failure = run.failure().orElseThrow();
      if (scene.fails() && !failure.source().equals("client")) {
        return new Result(Outcome.FAILED, old);
      }
      assertThat(failure.source()).as("%s: %s", this, run.events()).isEqualTo("client");
      assertThat(failure.data()).isEqualTo("The client has cancelled the command");
      assertThat(isCancelling(reply)).as("%s: %s", this, reply).isTrue();
      return new Result(Outcome.CANCELLED, old);
    }

    private static boolean isCancelling(JsonObject reply) {
      return reply.getJsonObject("result", new JsonObject()).containsKey("state");
    }

    private static boolean hasEnded(JsonObject reply) {
      JsonObject error = reply.getJsonObject("error", new JsonObject());
      return Integer.valueOf(-32012).equals(error.getInteger("code"));
    }

    private static String newCall(Run run) {
      String success =
          run.events().contains("CalleeAnswered") ? "CalleeAnswered" : "TransferSuccessful";
      return run.data(success).getString("callid");
    }

    /** The calls of its people that are up and are not to stay. */
    private List<String> others(Result result) {
      return server.simulator().dialogs().stream()
          .filter(call -> call.fromUri().contains(people()) || call.toUri().contains(people()))
          .map(call -> call.callId().value())
          .filter(call -> !result.left().contains(call))
          .toList();
    }

    private String people() {
      return "@" + number + ".example.com";
    }
  }
}
