package io.callapi.bench.abuse;

import io.callapi.bench.ServerCommand;
import io.callapi.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code serve --simulate} in a process of its own, looked at from outside. */
final class ServerProcess implements AutoCloseable {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Pattern TOTAL = Pattern.compile("\nTotal\\s+\\d+\\s+(\\d+)");
  private static final int BYTES_IN_MB = 1024 * 1024;
  private static final long STOP_TIMEOUT_S = 35;

  private final Process process;
  private final Path log;
  private final Target target;

  private ServerProcess(Process process, Path log, Target target) {
    this.process = process;
    this.log = log;
    this.target = target;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param options of Java, over those of scripts/call-api
   * @param folder for its configuration and its log
   */
  static ServerProcess start(List<String> options, Path folder) throws IOException {
    Path config = folder.resolve("call-api.yml");
    Files.writeString(config, "ws_server:\n  host: 127.0.0.1\n  tokens: [" + TOKEN + "]\n");
    Path log = folder.resolve("log");
    List<String> command =
        ServerCommand.of(
            options, Main.class, "serve", "--simulate", "--port", "0", "--config", "" + config);
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server has not started: " + Files.readString(log));
    }
    String url = line.substring(line.indexOf("ws://"));
    return new ServerProcess(process, log, Target.of(url, TOKEN));
  }

  Target target() {
    return target;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How it has ended, for people. */
  String death() {
    return "the server has ended with code " + process.exitValue();
  }

  Vitals vitals() {
    return Vitals.of(process.pid());
  }

  long logLines() {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is alive in the heap, after a collection. */
  long liveHeapMb() {
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
