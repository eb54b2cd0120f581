package io.callapi.console;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A browser without a window, for all tests of a class. They are skipped where there is none: the
 * environment variable CHROMIUM names one that is in no folder of PATH.
 */
final class Chromium implements BeforeAllCallback, AfterAllCallback {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String LISTENING = "DevTools listening on ";
  private static final int PATIENCE_S = 30;
  private static final int LARGE = 64 * 1024 * 1024; // pictures come in one message

  private final Vertx vertx = Vertx.vertx();

  /** Kept here, for it takes its connections along when it is garbage. */
  private final WebSocketClient sockets =
      vertx.createWebSocketClient(
          new WebSocketClientOptions().setMaxFrameSize(LARGE).setMaxMessageSize(LARGE));

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, Promise<JsonObject>> answers = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonObject>> listeners = new ConcurrentHashMap<>();
  private @Nullable Process process;
  private @Nullable Path profile;
  private @Nullable WebSocket socket;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Optional<String> binary = find();
    assumeThat(binary).as("a Chromium").isPresent();
    Path folder = Files.createTempDirectory("console");
    profile = folder;
    Process started =
        new ProcessBuilder(
                binary.orElseThrow(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP calls.test 127.0.0.1",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process = started;
    connect(address(started));
  }

  private static Optional<String> find() {
    String named = System.getenv("CHROMIUM");
    if (named != null) {
      return Optional.of(named);
    }
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static String address(Process process) throws IOException {
    BufferedReader err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread reader = new Thread(() -> err.lines().forEach(more -> {}), "chromium");
        reader.setDaemon(true);
        reader.start();
        return line.substring(LISTENING.length());
      }
      lines.add(line);
    }
    throw new AssertionError("Chromium does not start: " + lines);
  }

  private void connect(String address) throws TimeoutException {
    int port = java.net.URI.create(address).getPort();
    String path = java.net.URI.create(address).getPath();
    WebSocket opened = sockets.connect(port, "127.0.0.1", path).await(PATIENCE_S, SECONDS);
    opened.textMessageHandler(text -> receive(new JsonObject(text)));
    socket = opened;
  }

  private void receive(JsonObject message) {
    Integer id = message.getInteger("id");
    if (id == null) {
      Consumer<JsonObject> listener =
          listeners.getOrDefault(message.getString("sessionId", ""), m -> {});
      listener.accept(message);
      return;
    }
    Promise<JsonObject> answer = Objects.requireNonNull(answers.remove(id));
    if (message.containsKey("error")) {
      answer.fail(message.getJsonObject("error").encode());
    } else {
      answer.complete(message.getJsonObject("result"));
    }
  }

  /** Asks the browser, or one of its pages by its session. */
  JsonObject ask(String session, String method, JsonObject params) {
    int id = ids.incrementAndGet();
    Promise<JsonObject> answer = Promise.promise();
    answers.put(id, answer);
    JsonObject request = new JsonObject().put("id", id).put("method", method).put("params", params);
    if (!session.isEmpty()) {
      request.put("sessionId", session);
    }
    Objects.requireNonNull(socket).writeTextMessage(request.encode());
    try {
      return answer.future().await(PATIENCE_S, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer of Chromium to " + method, e);
    }
  }

  /** A page in a context of its own, as if nobody had been there before. */
  Page open(String url, int width, int height) {
    String context =
        ask("", "Target.createBrowserContext", new JsonObject()).getString("browserContextId");
    JsonObject blank =
        new JsonObject()
            .put("url", "about:blank")
            .put("browserContextId", context)
            .put("width", width)
            .put("height", height);
    String target = ask("", "Target.createTarget", blank).getString("targetId");
    JsonObject attach = new JsonObject().put("targetId", target).put("flatten", true);
    String session = ask("", "Target.attachToTarget", attach).getString("sessionId");
    Page page = new Page(this, session, context);
    listeners.put(session, page::hear);
    page.begin(width, height);
    page.go(url);
    return page;
  }

  void close(String session, String context) {
    listeners.remove(session);
    ask("", "Target.disposeBrowserContext", new JsonObject().put("browserContextId", context));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (process != null && profile != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(PATIENCE_S, SECONDS);
      try (Stream<Path> files = Files.walk(profile)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    vertx.close().await(PATIENCE_S, SECONDS);
  }
}
