package io.callapi.bench.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.callapi.bench.client.CommandLog;
import io.callapi.bench.client.CommandSocket;
import io.callapi.simulator.SimulatedCall;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs commands and checks each: its messages, its deadline, and what has become of the calls. */
final class Examiner {

  /** A command did not come out as it should; its story does not go on as planned. */
  static final class StoryOver extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoryOver(String command) {
      super(command, null, false, false);
    }
  }

  /** A call of which no event tells is found by reading all, which takes that long at worst. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final FaultBox box;
  private final CommandSocket socket;
  private final Limits limits;
  private final Results results;
  private final List<CommandLog> inOrder = new ArrayList<>();

  Examiner(Vertx vertx, FaultBox box, CommandSocket socket, Results results) {
    this.vertx = vertx;
    this.box = box;
    this.socket = socket;
    this.limits = new Limits(box.config());
    this.results = results;
  }

  /**
   * Runs a command; fails with {@link StoryOver} unless it succeeds, and all is as it should be.
   */
  Future<CommandLog> run(Story story, String method, JsonObject params, Expected expected) {
    String id = story.nextCommandId();
    long limitMs = limits.of(method).toMillis();
    return settled(story)
        .onSuccess(differences -> report(story, "before " + id + " " + method + ": ", differences))
        .compose(
            v ->
                socket
                    .run(id, method, params)
                    .timeout(limitMs, MILLISECONDS)
                    .otherwise(tooLate -> socket.log(id)))
        .compose(log -> examine(story, log, expected));
  }

  private Future<CommandLog> examine(Story story, CommandLog log, Expected expected) {
    results.add(story.name(), log, expected);
    List<String> problems = log.isOver() ? Stages.problems(log) : List.of(late(log));
    String prefix = log.id() + " " + log.method() + ": ";
    problems.forEach(problem -> results.violation(story.name(), prefix + problem));
    if (problems.isEmpty()) {
      inOrder.add(log);
    }
    story.belief().learn(log);
    return settled(story)
        .compose(
            differences -> {
              report(story, prefix + "told " + Stages.told(log) + ", but ", differences);
              boolean good = problems.isEmpty() && differences.isEmpty();
              return good && expected.isMetBy(log) && log.hasSucceeded()
                  ? Future.succeededFuture(log)
                  : Future.failedFuture(new StoryOver(log.id()));
            });
  }

  private String late(CommandLog log) {
    return "no Ended within " + limits.of(log.method()) + ": " + Stages.told(log);
  }

  /**
   * What was told is true when no message of the command, and no copy of one, is under way any
   * more: the service ends by itself what a late one sets off.
   */
  private Future<List<String>> settled(Story story) {
    return Waiting.until(vertx, () -> differences(story).isEmpty(), AFTERWARDS)
        .map(v -> differences(story));
  }

  private List<String> differences(Story story) {
    return story.belief().differences(box.calls(story.host()));
  }

  private void report(Story story, String prefix, List<String> differences) {
    differences.forEach(text -> results.violation(story.name(), prefix + text));
    List<SimulatedCall> truth = box.calls(story.host());
    story.belief().adopt(truth);
  }

  /**
   * A call that people place and end themselves begins; fails if it is not answered. The server can
   * know of it when this is done.
   */
  Future<CallId> beginCallOfOthers(String caller, String callee) {
    return box.call(new SipUri(caller), new SipUri(callee))
        .compose(call -> vertx.timer(box.longestDelay().toMillis(), MILLISECONDS).map(call));
  }

  Future<?> endCallOfOthers(String callId) {
    return box.hangUp(new CallId(callId));
  }

  /** Looks once more at all commands: nothing may have come after their ends. */
  void lookBack() {
    for (CommandLog log : inOrder) {
      Stages.problems(log)
          .forEach(problem -> results.violation("", log.id() + " after its end: " + problem));
    }
  }
}
