package io.callapi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link ServerMain} in a process of its own, with the memory that scripts/call-api gives. */
final class ChildServer implements AutoCloseable {

  private static final long STOP_TIMEOUT_S = 5;

  private final Process process;
  private final String url;

  private ChildServer(Process process, String url) {
    this.process = process;
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
    return new ChildServer(process, address(process));
  }

  private static String address(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
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
