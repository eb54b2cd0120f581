package io.callapi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link ServerMain} in a process of its own, with the memory that scripts/call-api gives. */
final class ChildServer implements AutoCloseable {

  private static final long STOP_TIMEOUT_S = 5;

  private final Process process;
  private final BufferedReader out;
  private final String url;

  private ChildServer(Process process, BufferedReader out, String url) {
    this.process = process;
    this.out = out;
    this.url = url;
  }

  /**
   * Starts a server and waits for its address.
   *
   * @param log where its log goes; null for nowhere
   */
  static ChildServer start(@Nullable Path log, String... args) throws IOException {
    Redirect stderr = log == null ? Redirect.DISCARD : Redirect.appendTo(log.toFile());
    Process process =
        new ProcessBuilder(ServerCommand.of(List.of(), ServerMain.class, args))
            .redirectError(stderr)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new ChildServer(process, out, address(process, out));
  }

  private static String address(Process process, BufferedReader out) throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith("ws://")) {
      line = out.readLine(); // options of Java may make it talkative
    }
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the server has not started; --server-log FILE tells more");
    }
    return line;
  }

  String url() {
    return url;
  }

  /** What lives in the process now. */
  Histogram histogram() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    List<String> lines = new ArrayList<>();
    String line = out.readLine();
    while (line != null && !line.equals(ServerMain.END)) {
      lines.add(line);
      line = out.readLine();
    }
    return Histogram.of(lines);
  }

  /** Commands that have ended before the last time are forgotten now. */
  void forgetEarlier() throws IOException {
    process.getOutputStream().write(ServerMain.LATER);
    process.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
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
