package io.callapi.proxy;

import io.callapi.bus.Address;
import java.util.List;

/** How is the link to a proxy, and how has it been? */
public record LinkQuery() {

  /** {@code callapi.proxies.report.<name of the proxy>} (request): the unit that manages it. */
  public static final Address.Family<LinkQuery, LinkReport> ADDRESS =
      new Address.Family<>("callapi.proxies.report", LinkQuery.class, LinkReport.class);

  /**
   * The answer.
   *
   * @param history the last changes, the oldest first
   */
  public record LinkReport(LinkStatus now, List<LinkStatus> history) {}
}
