package io.callapi.status;

import io.callapi.log.LogState;
import io.callapi.proxy.LinkQuery.LinkReport;
import java.util.List;

/**
 * How the service is on this node.
 *
 * @param version of this program
 * @param log how the log and the audit file are
 * @param proxies in the order of the configuration
 */
public record ServiceStatus(
    String version, long uptimeSeconds, LogState log, List<ProxyStatus> proxies) {

  /**
   * How one proxy is.
   *
   * @param link how its link is, and how it has been
   * @param runningCommands how many commands run on it now
   */
  public record ProxyStatus(String name, LinkReport link, int runningCommands) {}

  /** True if commands can run on some proxy. */
  public boolean isUsable() {
    return proxies.stream().anyMatch(proxy -> proxy.link().now().isUsable());
  }
}
