package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as an operator runs it: a process that a signal stops. */
class ServeProcessIT {

  private static final Pattern READY =
      Pattern.compile(
          "Listening for JSON-RPC over WebSocket on (ws://localhost:[1-9][0-9]*/call-api)");
  private static final int SIGTERM = 128 + 15;

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Short> closed = new CompletableFuture<>();

  @AfterEach
  void closeVertx() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @Test
  void endsItsCommandsAndSaysGoodbyeWhenItIsToldToStop() throws Exception {
    Process server = start("deadlines:\n  stop: 200ms\n", Redirect.DISCARD);
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      Matcher ready = READY.matcher(out.readLine());
      assertThat(ready.matches()).isTrue();
      WebSocketClient sockets = vertx.createWebSocketClient();
      WebSocket socket = connect(sockets, ready.group(1));
      socket.writeTextMessage(callStart()).await(10, SECONDS);
      await().until(() -> !told.isEmpty());

      server.toHandle().destroy(); // unlike that of the process it leaves the output open

      assertThat(closed.get(10, SECONDS)).isEqualTo((short) 1001);
      assertThat(told).hasSize(3);
      assertThat(told.get(1)).contains("\"Error\"", "The server is stopping");
      assertThat(told.get(2)).contains("\"Ended\"");
      assertThat(server.waitFor(10, SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(SIGTERM);
      assertThat(out.readLine()).as("a second line").isNull();
      sockets.close().await(10, SECONDS);
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void warnsOnceWhereOthersCanConnectAndNeedNoToken() throws Exception {
    Path log = directory.resolve("log");
    Process server = start("ws_server:\n  host: 0.0.0.0\n", Redirect.to(log.toFile()));
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine())
          .startsWith("Listening for JSON-RPC over WebSocket on ws://0.0.0.0");
    } finally {
      server.destroyForcibly();
    }

    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.contains("WARN") && line.contains("ws_server.tokens"))
        .hasSize(1);
  }

  private Process start(String configuration, Redirect log) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("call-api.yml"), configuration + "management: {enabled: false}\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(
        List.of(
            "serve", "--simulate", "--port", "0", "--config", file.toAbsolutePath().toString()));
    return new ProcessBuilder(command).redirectError(log).start();
  }

  private WebSocket connect(WebSocketClient sockets, String url) throws Exception {
    return sockets
        .connect(new WebSocketConnectOptions().setAbsoluteURI(url))
        .onSuccess(socket -> socket.textMessageHandler(told::add))
        .onSuccess(socket -> socket.closeHandler(v -> closed.complete(socket.closeStatusCode())))
        .await(10, SECONDS);
  }

  private static String callStart() {
    JsonObject params =
        new JsonObject()
            .put("caller", "sip:noanswer@example.com")
            .put("callee", "sip:bob@example.com");
    return new JsonObject()
        .put("jsonrpc", "2.0")
        .put("id", 1)
        .put("method", "CallStart")
        .put("params", params)
        .encode();
  }
}
