package io.callapi.bench.abuse;

import io.callapi.bench.ServerProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench abuse}: what becomes of clients and server while others mean ill. */
@Command(
    name = "abuse",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Means ill in one way after another while well-behaved clients run commands; exit code 0"
            + " if theirs all end rightly, none is slowed down much, and the server keeps to its"
            + " bounds and gives back what it took.")
public final class AbuseCommand implements Callable<Integer> {

  private static final long DEFAULT_HEAP_MB = 256;
  private static final String DEFAULT_HEAP = DEFAULT_HEAP_MB + "m";

  /** Direct memory, code, classes, stacks and Java itself; docs/operations.md has them singly. */
  private static final long BESIDE_THE_HEAP_MB = 224;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private final Company company = new Company();

  @Option(
      names = "--rows",
      paramLabel = "N",
      split = ",",
      description =
          "Which ways of meaning ill: 1 endless HTTP/2 streams, 2 pings, 4 unread Echo,"
              + " 5 deep nesting, 6 costly requests, 7 silent connections, 12 a stranger's noise, 13"
              + " malformed handshakes. By default all.")
  private List<Integer> rows = Arrays.stream(Row.values()).map(Row::number).toList();

  @Option(names = "--seconds", description = "How long each lasts, and the quiet before it.")
  private int seconds = 10;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = DEFAULT_HEAP,
      description =
          "The server's -Xmx, such as 64m. With less than by default it has to survive, and to end all"
              + " commands rightly; the times are shown only.")
  private String heap = DEFAULT_HEAP;

  @Option(names = "--server-log", paramLabel = "FILE", description = "Keeps the server's log.")
  private @Nullable Path log;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    long start = System.nanoTime();
    List<Row> chosen = chosen();
    Bounds bounds = new Bounds(megabytes() + BESIDE_THE_HEAP_MB, megabytes() >= DEFAULT_HEAP_MB);
    List<String> problems = new ArrayList<>();
    Vertx vertx = Vertx.vertx();
    try (ServerProcess server = start()) {
      AbuseRun run = new AbuseRun(vertx, server, bounds, out);
      problems.addAll(run.run(chosen, company, Duration.ofSeconds(seconds)));
      keepLog(server);
    } finally {
      vertx.close().await();
    }
    problems.forEach(problem -> out.println("  " + problem));
    out.printf(
        "%s: rows %s, seed %d, -Xmx%s, %d problems; %.0f s%n",
        problems.isEmpty() ? "PASSED" : "FAILED",
        rows,
        company.seed(),
        heap,
        problems.size(),
        (System.nanoTime() - start) / 1e9);
    out.flush();
    return problems.isEmpty() ? 0 : 1;
  }

  private List<Row> chosen() {
    try {
      return rows.stream().map(Row::of).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage());
    }
  }

  private long megabytes() {
    if (!heap.matches("[0-9]{2,5}m")) {
      throw new ParameterException(command.commandLine(), "--heap must be such as 64m");
    }
    return Long.parseLong(heap.substring(0, heap.length() - 1));
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.start(
        List.of("-Xmx" + heap),
        Map.of(
            "CALLAPI_WS_SERVER_TOKENS",
            Target.TOKEN,
            "CALLAPI_COMMANDS_KEEP_ENDED",
            "1m", // what is left then is not theirs
            "CALLAPI_CALLS_KEEP_ENDED",
            "1m"),
        "--simulate");
  }

  private void keepLog(ServerProcess server) throws IOException {
    if (log != null) {
      Files.copy(server.log(), log, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
