package io.callapi.bench;

import io.callapi.bench.client.CommandLog;
import io.callapi.bench.client.CommandSocket;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench memory}: what the server remembers of a command that has ended. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Counts the living objects of a server, with simulated phones, before and after calls are"
            + " started, and when it has forgotten them; exit code 0 if less than --most bytes are"
            + " remembered of a CallStart that has ended, all that it has told included.")
final class MemoryCommand implements Callable<Integer> {

  private static final Duration LATER = Duration.ofSeconds(5);
  // The table of calls knows ended ones for a minute, the simulator and the others less long.
  private static final Duration ALL_ELSE = Duration.ofSeconds(75);
  private static final int CLASSES_SHOWN = 15;
  private static final int AT_ONCE = 20;
  private static final JsonObject PARTIES =
      new JsonObject()
          .put("caller", "sip:alice@127.0.0.1:5070")
          .put("callee", "sip:bob@127.0.0.1:5071");

  /**
   * Before the calls, after them, a little later, when the commands only are remembered, and when
   * they are forgotten too.
   */
  private record Histograms(
      Histogram before, Histogram atOnce, Histogram later, Histogram alone, Histogram forgotten) {}

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(names = "--commands", paramLabel = "N", description = "How many calls are started.")
  private int commands = 500;

  @Option(names = "--most", paramLabel = "BYTES", description = "Of each command.")
  private int most = 1000;

  @Option(names = "--server-log", paramLabel = "FILE", description = "Where the server logs to.")
  private @Nullable Path log;

  @Override
  public Integer call() throws IOException {
    Vertx vertx = Vertx.vertx();
    try (ChildServer server = ChildServer.start(log, "callapi", "0")) {
      CommandSocket socket = on(vertx, () -> CommandSocket.connect(vertx, server.url()));
      on(vertx, () -> end(socket, round(socket))); // loads what is loaded once
      server.forgetEarlier();
      server.forgetEarlier();
      pause(vertx, LATER);
      Histogram before = server.histogram();
      List<CommandLog> calls = on(vertx, () -> round(socket));
      Histogram atOnce = server.histogram();
      pause(vertx, LATER);
      Histogram later = server.histogram();
      server.forgetEarlier();
      on(vertx, () -> end(socket, Future.succeededFuture(calls)));
      pause(vertx, ALL_ELSE);
      on(vertx, () -> end(socket, run(socket, "CallStart", List.of(PARTIES)))); // sweeps
      Histogram alone = server.histogram();
      server.forgetEarlier();
      Histogram forgotten = server.histogram();
      int succeeded = (int) calls.stream().filter(CommandLog::hasSucceeded).count();
      return report(succeeded, new Histograms(before, atOnce, later, alone, forgotten)) ? 0 : 1;
    } finally {
      vertx.close().await();
    }
  }

  private static void pause(Vertx vertx, Duration time) {
    vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS).await();
  }

  private static <T> T on(Vertx vertx, Supplier<Future<T>> work) {
    Context context = vertx.getOrCreateContext();
    Promise<T> done = Promise.promise();
    context.runOnContext(v -> work.get().onComplete(done));
    return done.future().await();
  }

  /** Starts the calls, some at once. */
  private Future<List<CommandLog>> round(CommandSocket socket) {
    List<JsonObject> parameters = Collections.nCopies(commands, PARTIES);
    return run(socket, "CallStart", parameters);
  }

  /** Ends the calls that have come about: nobody but the commands' memory knows of them then. */
  private static Future<List<CommandLog>> end(
      CommandSocket socket, Future<List<CommandLog>> started) {
    return started
        .map(logs -> logs.stream().flatMap(log -> log.find("CalleeAnswered").stream()).toList())
        .map(answers -> answers.stream().map(answer -> callOf(answer.data())).toList())
        .compose(calls -> run(socket, "CallEnd", calls));
  }

  private static JsonObject callOf(JsonObject data) {
    return new JsonObject().put("callid", data.getString("callid"));
  }

  private static Future<List<CommandLog>> run(
      CommandSocket socket, String method, List<JsonObject> parameters) {
    List<CommandLog> logs = new ArrayList<>();
    Future<?> done = Future.succeededFuture();
    for (int from = 0; from < parameters.size(); from += AT_ONCE) {
      List<JsonObject> some = parameters.subList(from, Math.min(parameters.size(), from + AT_ONCE));
      done = done.compose(v -> atOnce(socket, method, some)).onSuccess(logs::addAll);
    }
    return done.map(v -> logs);
  }

  private static Future<List<CommandLog>> atOnce(
      CommandSocket socket, String method, List<JsonObject> parameters) {
    return Future.all(
            parameters.stream()
                .map(each -> socket.run(UUID.randomUUID().toString(), method, each))
                .map(command -> command.onSuccess(socket::forget))
                .toList())
        .map(CompositeFuture::list);
  }

  private boolean report(int succeeded, Histograms taken) {
    PrintWriter out = command.commandLine().getOut();
    long each = each(taken.forgotten(), taken.alone());
    boolean good = succeeded == commands && each < most;
    out.printf("Bytes of each command that has ended, by class:%n");
    growth(taken.forgotten(), taken.alone())
        .forEach((type, bytes) -> out.printf("  %,8.1f  %s%n", (double) bytes / commands, type));
    out.printf(
        "The whole process has grown by %,d bytes for each call, %,d after %d s: with the simulator"
            + " and all that is known of the calls that are up%n",
        each(taken.before(), taken.atOnce()),
        each(taken.before(), taken.later()),
        LATER.toSeconds());
    out.printf(
        "%s: %d of %d calls started; %,d bytes remembered of each%n",
        good ? "PASSED" : "FAILED", succeeded, commands, each);
    out.flush();
    return good;
  }

  private long each(Histogram before, Histogram after) {
    return (after.bytes() - before.bytes()) / commands;
  }

  /** The classes that have grown most. */
  private static Map<String, Long> growth(Histogram before, Histogram after) {
    Map<String, Long> grown = new LinkedHashMap<>();
    after.classes().entrySet().stream()
        .map(e -> Map.entry(e.getKey(), e.getValue().bytes() - before.of(e.getKey()).bytes()))
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(CLASSES_SHOWN)
        .forEach(e -> grown.put(e.getKey(), e.getValue()));
    return grown;
  }
}
