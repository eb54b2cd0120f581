package io.callapi.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A real OpenSIPS that runs {@code conf/opensips.cfg} on free ports in a folder of its own. It ends
 * with {@link #stop}, and with the virtual machine at the latest.
 */
public final class OpenSipsProcess implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(15);
  private static final Duration PROBE_PATIENCE = Duration.ofMillis(200);
  private static final Duration MI_PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONG_MI_PATIENCE = Duration.ofSeconds(60);
  private static final int ENDED = 5;
  // What fits into a datagram.
  private static final int PAGE = 40;

  private final OpenSipsBinary binary;
  private final OpenSipsConfiguration configuration;
  private final Path folder;
  private final RawMi mi;
  private final Thread atExit = new Thread(this::kill, "kill-opensips");
  private ProcessTree tree;

  private OpenSipsProcess(OpenSipsBinary binary, OpenSipsConfiguration configuration)
      throws IOException {
    this.binary = binary;
    this.configuration = configuration;
    this.folder = Files.createTempDirectory("call-api-live");
    this.mi = new RawMi(configuration.miPort());
    Files.writeString(folder.resolve("opensips.cfg"), configuration.render(binary));
    this.tree = launch();
    Runtime.getRuntime().addShutdownHook(atExit);
    awaitReady();
  }

  public static OpenSipsProcess start(OpenSipsBinary binary) throws IOException {
    return start(binary, OpenSipsConfiguration.onFreePorts());
  }

  /** Starts the proxy; it answers MI commands on return. */
  static OpenSipsProcess start(OpenSipsBinary binary, OpenSipsConfiguration configuration)
      throws IOException {
    return new OpenSipsProcess(binary, configuration);
  }

  private ProcessTree launch() throws IOException {
    File log = folder.resolve("opensips.log").toFile();
    return new ProcessTree(
        new ProcessBuilder(
                binary.program().toString(),
                "-F",
                "-f",
                "opensips.cfg",
                "-m",
                "128",
                "-M",
                "8",
                "-w",
                folder.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start());
  }

  private void awaitReady() {
    try {
      Patience.await(
          "OpenSIPS answers MI", START_PATIENCE, () -> !tree.isAlive() || answers(PROBE_PATIENCE));
      if (!tree.isAlive()) {
        throw new IllegalStateException("OpenSIPS does not start");
      }
    } catch (RuntimeException e) {
      e.addSuppressed(new IllegalStateException(log()));
      kill();
      throw e;
    }
    tree.complete();
  }

  private boolean answers(Duration patience) {
    try {
      return mi.call("version", new JsonObject(), patience).containsKey("result");
    } catch (UncheckedIOException silence) {
      return false;
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int sipPort() {
    return configuration.sipPort();
  }

  public int miPort() {
    return configuration.miPort();
  }

  public int httpPort() {
    return configuration.httpPort();
  }

  /** The proxy's own address, as {@code next_hop} and {@code opensips.sip_uri} want it. */
  public String sipUri() {
    return "sip:" + host() + ":" + sipPort();
  }

  /** How long the proxy lets a phone ring, in seconds. */
  int ringingSeconds() {
    return configuration.ringingSeconds();
  }

  /** What the proxy has written to its log. */
  String log() {
    try {
      return Files.readString(folder.resolve("opensips.log"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /** Sends an MI command and waits for its reply, which has {@code result} or {@code error}. */
  JsonObject mi(String method, JsonObject params) {
    return mi.call(method, params, MI_PATIENCE);
  }

  JsonObject mi(String method) {
    return mi(method, new JsonObject());
  }

  /** Sends an MI command whose reply may take as long as a phone rings. */
  CompletableFuture<JsonObject> miLater(String method, JsonObject params) {
    return mi.later(method, params, LONG_MI_PATIENCE);
  }

  /** For instance {@code OpenSIPS (3.6.8 (x86_64/linux))}. */
  String version() {
    return mi("version").getJsonObject("result").getString("Server");
  }

  /**
   * Whether {@code dlg_send_sequential} takes headers, and so the phone's answer to a REFER is
   * known: since 3.5.
   */
  boolean answersRefer() {
    String[] numbers = version().replaceFirst("^[^0-9]*", "").split("[. ]", -1);
    return Integer.parseInt(numbers[0]) * 100 + Integer.parseInt(numbers[1]) >= 305;
  }

  /** Waits until a restart can be told: the proxy says since which second it runs. */
  void awaitASecondOfAge() {
    Patience.await(
        "a second of age",
        MI_PATIENCE,
        () -> !mi("uptime").getJsonObject("result").getString("Up time").startsWith("0 "));
  }

  /** The dialogs as {@code dlg_list} shows them, without those that have ended. */
  public List<JsonObject> dialogs() {
    return listed().stream().filter(dialog -> dialog.getInteger("state") != ENDED).toList();
  }

  /** The Call-IDs that the proxy knows, of calls included that have ended some seconds ago. */
  List<String> allCallIds() {
    return listed().stream().map(dialog -> dialog.getString("callid")).toList();
  }

  private List<JsonObject> listed() {
    List<JsonObject> found = new ArrayList<>();
    int count = PAGE;
    for (int index = 0; index < count; index += PAGE) {
      JsonObject page =
          mi("dlg_list", JsonObject.of("index", index, "counter", PAGE)).getJsonObject("result");
      page.getJsonArray("Dialogs", new JsonArray()).stream()
          .map(JsonObject.class::cast)
          .forEach(found::add);
      count = page.getInteger("count");
    }
    return found;
  }

  /** Whether it still answers; after a crash its main process lingers for some seconds. */
  boolean isAlive() {
    return tree.isAlive() && answers(MI_PATIENCE);
  }

  /** Freezes all processes; what is sent to them meanwhile waits in their sockets. */
  public void pause() {
    tree.pause();
  }

  public void resume() {
    tree.resume();
  }

  /** Ends all processes at once, as a crash would. */
  public void kill() {
    tree.kill();
  }

  /** Starts it anew on the same ports, whether it runs, is paused or was killed. */
  public void restart() throws IOException {
    kill();
    configuration.awaitFreePorts();
    tree = launch();
    awaitReady();
  }

  void stop() {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
