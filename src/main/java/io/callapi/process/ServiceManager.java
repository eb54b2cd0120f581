package io.callapi.process;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has started this process, and wants to know when it is ready: systemd, for a unit with {@code
 * Type=notify}.
 */
public final class ServiceManager {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

  private static final int TIMEOUT_S = 10;

  private final Map<String, String> environment;
  private final String notifier;

  public ServiceManager() {
    this(System.getenv(), "systemd-notify");
  }

  ServiceManager(Map<String, String> environment, String notifier) {
    this.environment = environment;
    this.notifier = notifier;
  }

  /**
   * Clients are served from now on. Does nothing where nobody has asked for it. Waits for a
   * process: Java has no datagrams on sockets in the file system, where systemd listens.
   */
  public void tellReady(String status) throws InterruptedException {
    if (environment.containsKey("NOTIFY_SOCKET")) {
      try {
        run(new ProcessBuilder(notifier, "--ready", "--status=" + status).inheritIO());
      } catch (IOException e) {
        LOG.warn("the service manager is not told that this is ready: {}", e.getMessage());
      }
    }
  }

  private void run(ProcessBuilder notification) throws IOException, InterruptedException {
    Process process = notification.start();
    if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      LOG.warn("{} has not ended for {} s", notifier, TIMEOUT_S);
    } else if (process.exitValue() != 0) {
      LOG.warn("{} has ended with {}", notifier, process.exitValue());
    }
  }
}
