package io.callapi.live;

import io.callapi.cli.Main;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** {@code serve} in a process of its own, in front of a real proxy, to be killed like one. */
final class ServerProcess implements AutoCloseable {

  private static final String READY = "Listening for JSON-RPC over WebSocket on ";
  private static final Duration LINK = Duration.ofSeconds(15);
  private static final int PROXY_DOWN = -32_003;

  private final Path configuration;
  private Process process;
  private int port;

  private ServerProcess(Path configuration) throws IOException {
    this.configuration = configuration;
    this.process = launch();
    this.port = awaitPort();
  }

  /** Starts a server; its proxy takes commands on return. */
  static ServerProcess start(Path directory, OpenSipsProcess proxy) throws IOException {
    String text =
        """
        ws_server: {port: 0}
        management: {enabled: false}
        mi: {url: "%s:%d", invite_timeout: %ds}
        sip: {uri: "%s"}
        deadlines: {transfer_start: 4s, hold: 5s, end: 3s, stop: 1s}
        """
            .formatted(proxy.host(), proxy.miPort(), 2 * proxy.ringingSeconds(), proxy.sipUri());
    ServerProcess server =
        new ServerProcess(Files.writeString(directory.resolve("call-api.yml"), text));
    server.awaitLink();
    return server;
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    command.addAll(List.of("serve", "--config", configuration.toString()));
    return new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
  }

  /** The classes of this test: those of the class loader, where that has its own. */
  private static String classPath() {
    if (!(Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path");
    }
    return Arrays.stream(loader.getURLs())
        .map(ServerProcess::file)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String file(URL url) {
    return Path.of(URI.create(url.toString())).toString();
  }

  private int awaitPort() throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = out.readLine(); // options of Java may make it talkative
    }
    if (line == null) {
      throw new IOException("the server does not start");
    }
    return URI.create(line.substring(READY.length())).getPort();
  }

  private void awaitLink() {
    Awaitility.await("link").atMost(LINK).until(this::takesCommands);
  }

  private boolean takesCommands() {
    try (LiveClient client = connect()) {
      CommandRun probe =
          client.send("CallEnd", JsonObject.of("callid", "no-such-call")).awaitAnswer();
      return !probe.hasBeenRefused() || probe.refusal() != PROXY_DOWN;
    }
  }

  LiveClient connect() {
    return LiveClient.connect(port);
  }

  /** Ends it as SIGKILL does. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts it again; its proxy takes commands on return. */
  void restart() throws IOException {
    process = launch();
    port = awaitPort();
    awaitLink();
  }

  @Override
  public void close() {
    kill();
  }
}
