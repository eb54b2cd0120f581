package io.callapi.bench;

import io.callapi.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code call-api serve} in a process of its own, cold, and looked at from outside. */
public final class ServerProcess implements AutoCloseable {

  private static final Pattern TOTAL = Pattern.compile("\nTotal\\s+\\d+\\s+(\\d+)");
  private static final int BYTES_IN_MB = 1024 * 1024;
  private static final long STOP_TIMEOUT_S = 35;

  private final Process process;
  private final Path log;
  private final String url;

  private ServerProcess(Process process, Path log, String url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /**
   * Starts it on a free port and waits until it listens.
   *
   * @param javaOptions over those of scripts/call-api
   * @param settings environment variables in place of keys of the configuration
   * @param options of {@code serve}
   */
  public static ServerProcess start(
      List<String> javaOptions, Map<String, String> settings, String... options)
      throws IOException {
    Path log = Files.createTempFile("call-api-bench", ".log");
    log.toFile().deleteOnExit();
    List<String> words = new ArrayList<>(List.of("serve", "--port", "0"));
    words.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(ServerCommand.of(javaOptions, Main.class, words.toArray(String[]::new)));
    builder.environment().put("CALLAPI_MANAGEMENT_ENABLED", "false");
    builder.environment().putAll(settings);
    Process process = builder.redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.contains("ws://")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the server has not started: " + Files.readString(log));
    }
    return new ServerProcess(process, log, line.substring(line.indexOf("ws://")));
  }

  /** Where clients connect. */
  public String url() {
    return url;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** How it has ended, for people. */
  public String death() {
    return "the server has ended with code " + process.exitValue();
  }

  public Vitals vitals() {
    return Vitals.of(process.pid());
  }

  /** The file that it logs to. */
  public Path log() {
    return log;
  }

  /** How many lines it has logged. */
  public long logLines() {
    try (Stream<String> lines = Files.lines(log)) {
      // Each command and each refusal has one, as many as are asked for.
      return lines.filter(line -> !line.contains(" commands - ")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is alive in the heap, after a collection. */
  public long liveHeapMb() {
    Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
    return total.find() ? Long.parseLong(total.group(1)) / BYTES_IN_MB : 0;
  }

  private String jcmd(String command) {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process asking = new ProcessBuilder(program, "" + process.pid(), command).start();
      return new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.toHandle().destroy();
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
