package io.callapi.bench.overload;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code call-api serve} in a process of its own, with the Java options of this one: it is cold.
 */
final class ServerProcess implements AutoCloseable {

  private static final String READY = "Listening for JSON-RPC over WebSocket on ";
  private static final long STOP_TIMEOUT_S = 25;

  private final Process process;
  private final String url;

  private ServerProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it and waits until clients can connect.
   *
   * @param settings environment variables in place of keys of the configuration
   */
  static ServerProcess start(Map<String, String> settings, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.callapi.cli.Main", "serve", "--port", "0"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(settings);
    Process process = builder.start();
    return new ServerProcess(process, url(process));
  }

  private static String url(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = out.readLine();
    }
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the server has not started");
    }
    return line.substring(READY.length());
  }

  String url() {
    return url;
  }

  /** The most memory that it has had, in megabytes. */
  long peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** How often the link to its proxy has gone down since it was first up. */
  long timesDown() throws IOException {
    URI status = URI.create(url.replaceFirst("ws:", "http:").replaceFirst("/[^/]*$", "/status"));
    try {
      String body =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      JsonObject proxy = new JsonObject(body).getJsonArray("proxies").getJsonObject(0);
      return proxy.getJsonArray("history").stream()
          .map(JsonObject.class::cast)
          .dropWhile(entry -> !entry.getString("state").equals("up"))
          .filter(entry -> entry.getString("state").equals("down"))
          .count();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
