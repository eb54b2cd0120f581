package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCommandTest {

  private final CommandLineRun run = new CommandLineRun();
  private final Vertx vertx = Vertx.vertx();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void printsHowEachProxyIsAndExitsWith1WhereOneIsDown() {
    int port = serve(503, status("down", "No reply to management requests for 4 s"));

    assertThat(run.exitCode("status", "--url", "ws://localhost:" + port + "/call-api"))
        .isEqualTo(1);

    assertThat(paths).containsExactly("/status");
    assertThat(run.out().lines())
        .containsExactly(
            "call-api 0.1.0, up for 26 h 0 min 7 s",
            "east is up since 2026-01-02T12:00:00Z: management answers, events arrive",
            "  running commands: 2",
            "west is down since 2026-01-02T13:00:00Z: No reply to management requests for 4 s",
            "  running commands: 0",
            "  tried again within 3000 ms",
            "  2026-01-02T11:00:00Z connecting starting");
  }

  @ParameterizedTest
  @CsvSource({"up, 0", "degraded, 0", "connecting, 1", "down, 1"})
  void exitsWith0OnlyIfEveryProxyCanBeUsed(String state, int exitCode) {
    int port = serve(200, status(state, "so it is"));

    assertThat(run.exitCode("status", "--url", "http://localhost:" + port)).isEqualTo(exitCode);
    assertThat(paths).containsExactly("/status");
  }

  @Test
  void asksAnAddressOfHttpAsItIs() {
    int port = serve(200, status("up", "fine"));

    assertThat(run.exitCode("status", "--url", "http://localhost:" + port + "/sip/status"))
        .isZero();
    assertThat(paths).containsExactly("/sip/status");
  }

  @Test
  void asksTheServerOfTheConfiguration(@TempDir Path directory) throws Exception {
    int port = serve(200, status("up", "fine"));
    Path file = directory.resolve("c.yml");
    Files.writeString(file, "ws_server:\n  host: 0.0.0.0\n  http_path: /x\n  port: " + port + "\n");

    assertThat(run.exitCode("status", "--config", file.toString())).isZero();
    assertThat(paths).containsExactly("/status");
  }

  @Test
  void showsTheTokenOfTheConfigurationUnlessItIsGivenAnother(@TempDir Path directory)
      throws Exception {
    int port = serve(200, status("up", "fine"));
    Path file = directory.resolve("c.yml");
    Files.writeString(
        file, "ws_server:\n  port: " + port + "\n  tokens: [first-0123456789, second-0123456789]");

    run.exitCode("status", "--config", file.toString());
    run.exitCode("status", "--config", file.toString(), "--token", "other");
    run.exitCode("status", "--config", file.toString(), "--url", "ws://localhost:" + port);

    assertThat(authorizations)
        .as(run.err())
        .containsExactly("Bearer first-0123456789", "Bearer other", "");
  }

  @Test
  void exitsWith3WhereTheServerWantsAToken() {
    int port = serve(401, "");

    assertThat(run.exitCode("status", "--url", "ws://localhost:" + port)).isEqualTo(3);
    assertThat(run.err()).contains("--token");
  }

  @Test
  void takesTheTokenNowhereElse() {
    int other = serve(200, status("up", "fine"));
    HttpServer server = vertx.createHttpServer();
    server.requestHandler(
        request ->
            request
                .response()
                .setStatusCode(302)
                .putHeader("Location", "http://127.0.0.1:" + other + "/status")
                .end());
    int port = server.listen(0, "localhost").await().actualPort();

    assertThat(run.exitCode("status", "--token", "s3cret", "--url", "ws://localhost:" + port))
        .isEqualTo(3);
    assertThat(authorizations).isEmpty();
  }

  @Test
  void exitsWith3WhereNobodyAnswersOrNotAsAServerOfThisKind() {
    int port = serve(404, "not found");

    assertThat(run.exitCode("status", "--url", "ws://localhost:" + port)).isEqualTo(3);
    assertThat(run.err()).contains("HTTP 404");
    vertx.close().await();
    assertThat(run.exitCode("status", "--url", "ws://localhost:" + port)).isEqualTo(3);
  }

  @Test
  void exitsWith2ForWhatIsNoAddress() {
    assertThat(run.exitCode("status", "--url", "localhost")).isEqualTo(2);
  }

  private static String status(String state, String reason) {
    return """
        {"version": "0.1.0", "uptime_s": 93607, "proxies": [
          {"name": "east", "state": "up", "since": "2026-01-02T12:00:00Z", "retry_after_ms": 0,
           "reason": "management answers, events arrive", "running_commands": 2, "history": []},
          {"name": "west", "state": "%s", "since": "2026-01-02T13:00:00Z", "retry_after_ms": 3000,
           "reason": "%s", "running_commands": 0, "history": [
             {"state": "connecting", "reason": "starting", "since": "2026-01-02T11:00:00Z"}]}]}
        """
        .formatted(state, reason);
  }

  private int serve(int code, String body) {
    HttpServer server = vertx.createHttpServer();
    server.requestHandler(
        request -> {
          paths.add(request.path());
          authorizations.add(Objects.requireNonNullElse(request.getHeader("Authorization"), ""));
          request.response().setStatusCode(code).end(body);
        });
    return server.listen(0, "localhost").await().actualPort();
  }
}
