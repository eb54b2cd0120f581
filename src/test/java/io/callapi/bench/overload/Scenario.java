package io.callapi.bench.overload;

import io.callapi.bench.ServerProcess;
import io.callapi.bench.client.CommandLog;
import io.callapi.bench.overload.Crowd.Given;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What all overloads have in common: a cold server, clients, a report. */
abstract class Scenario {

  private static final Duration LINK_UP = Duration.ofSeconds(60);

  private final List<String> problems = new ArrayList<>();
  private final PrintWriter out;
  private final Vertx vertx;

  Scenario(Vertx vertx, PrintWriter out) {
    this.vertx = vertx;
    this.out = out;
  }

  /** Runs it; what was not as it should be, empty if all was well. */
  abstract List<String> run() throws Exception;

  Vertx vertx() {
    return vertx;
  }

  List<String> problems() {
    return problems;
  }

  void require(boolean held, String otherwise) {
    if (!held) {
      problems.add(otherwise);
    }
  }

  void print(String name, Verdicts verdicts, ServerProcess server) {
    out.printf("%-34s %s; peak RSS %d MB%n", name, verdicts, server.vitals().peakRssMb());
    out.flush();
  }

  void print(String name, String figures) {
    out.printf("%-34s %s%n", name, figures);
    out.flush();
  }

  /** Every link of the server to its proxy stays up. */
  void requireUp(ServerProcess server) throws IOException {
    long times = timesDown(server);
    require(times == 0, "the link went down " + times + " times");
  }

  /** Waits until the server can give its proxy orders. */
  void awaitUp(ServerProcess server) throws IOException {
    long end = System.nanoTime() + LINK_UP.toNanos();
    while (!link(server).getString("state").equals("up") && System.nanoTime() - end < 0) {
      vertx.timer(100, TimeUnit.MILLISECONDS).await();
    }
  }

  /** How often the link has gone down since it was first up. */
  private static long timesDown(ServerProcess server) throws IOException {
    return link(server).getJsonArray("history").stream()
        .map(JsonObject.class::cast)
        .dropWhile(entry -> !entry.getString("state").equals("up"))
        .filter(entry -> entry.getString("state").equals("down"))
        .count();
  }

  private static JsonObject link(ServerProcess server) throws IOException {
    URI status =
        URI.create(server.url().replaceFirst("ws:", "http:").replaceFirst("/[^/]*$", "/status"));
    try {
      String body =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      return new JsonObject(body).getJsonArray("proxies").getJsonObject(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> managedAt(int port, String sipUri) {
    return Map.of(
        "CALLAPI_MI_URL",
        "127.0.0.1:" + port,
        "CALLAPI_SIP_URI",
        sipUri,
        "CALLAPI_MI_INVITE_TIMEOUT",
        "20s",
        "CALLAPI_EVENTS_HOST",
        "127.0.0.1");
  }

  /** A call between two that nobody else calls. */
  static Given start(int number) {
    String host = "@c" + number + ".test";
    JsonObject parties = JsonObject.of("caller", "sip:alice" + host, "callee", "sip:bob" + host);
    return new Given("CallStart", parties, CommandLog::hasSucceeded);
  }

  static Given end(String callId) {
    return new Given("CallEnd", JsonObject.of("callid", callId), CommandLog::hasSucceeded);
  }

  static Given endUnknown(int number) {
    JsonObject params = JsonObject.of("callid", "nobody-" + number);
    return new Given("CallEnd", params, Scenario::isUnknown);
  }

  private static boolean isUnknown(CommandLog log) {
    return log.error()
        .map(error -> error.getJsonObject("cause", new JsonObject()))
        .filter(cause -> Integer.valueOf(404).equals(cause.getInteger("code")))
        .isPresent();
  }
}
