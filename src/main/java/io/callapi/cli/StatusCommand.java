package io.callapi.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}: asks a running server how it and its proxies are. */
@Command(
    name = "status",
    description = "Says how a running server and its links to the proxies are.",
    exitCodeList = {
      "0:Every proxy can be used.",
      "1:At least one cannot.",
      "2:The options or the configuration cannot be used.",
      "3:The server does not answer, or wants another access token."
    })
final class StatusCommand implements Callable<Integer> {

  private static final String PATH = "/status";
  private static final Set<String> USABLE = Set.of("up", "degraded");
  private static final int CHANGES = 5;

  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    JsonObject status =
        Awaiting.with(
            vertx -> server(vertx).compose(server -> new StatusRequest(vertx).to(server)));
    print(status, command.commandLine().getOut());
    return proxies(status).stream().allMatch(StatusCommand::isUsable)
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private Future<Endpoint> server(Vertx vertx) {
    return serverOptions
        .server(vertx)
        .map(server -> new Endpoint(statusOf(server.url()), server.token(), server.trust()));
  }

  /** Beside a WebSocket's address the status is at the root; that of a page is taken as it is. */
  private String statusOf(String address) {
    if (address.startsWith("http://") || address.startsWith("https://")) {
      String path = URI.create(address).getPath();
      return path.length() > 1 ? address : address.replaceFirst("/$", "") + PATH;
    }
    URI socket = URI.create(ServerUrl.checked(command.commandLine(), address));
    return socket.getScheme().replace("ws", "http") + "://" + socket.getAuthority() + PATH;
  }

  private static List<JsonObject> proxies(JsonObject status) {
    return objects(status.getJsonArray("proxies"));
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static boolean isUsable(JsonObject proxy) {
    return USABLE.contains(proxy.getString("state"));
  }

  private static void print(JsonObject status, PrintWriter out) {
    Duration uptime = Duration.ofSeconds(status.getLong("uptime_s"));
    out.printf(
        "call-api %s, up for %d h %d min %d s%n",
        status.getString("version"),
        uptime.toHours(),
        uptime.toMinutesPart(),
        uptime.toSecondsPart());
    printLog(Messages.object(status, "log"), out);
    proxies(status).forEach(proxy -> print(proxy, proxy.getInteger("retry_after_ms"), out));
    out.flush();
  }

  private static void printLog(JsonObject log, PrintWriter out) {
    String problem = log.getString("problem", "");
    if (!problem.isEmpty()) {
      out.println("log: " + problem);
    }
    if (log.getLong("lost_lines", 0L) > 0) {
      out.println("log: lines lost: " + log.getLong("lost_lines"));
    }
  }

  private static void print(JsonObject proxy, int retryAfterMs, PrintWriter out) {
    out.printf(
        "%s is %s since %s: %s%n",
        proxy.getString("name"),
        proxy.getString("state"),
        proxy.getString("since"),
        proxy.getString("reason"));
    out.printf("  running commands: %d%n", proxy.getInteger("running_commands"));
    if (retryAfterMs > 0) {
      out.printf("  tried again within %d ms%n", retryAfterMs);
    }
    List<JsonObject> history = objects(proxy.getJsonArray("history"));
    history.stream()
        .skip(Math.max(0, history.size() - CHANGES))
        .forEach(
            change ->
                out.printf(
                    "  %s %-10s %s%n",
                    change.getString("since"),
                    change.getString("state"),
                    change.getString("reason")));
  }
}
