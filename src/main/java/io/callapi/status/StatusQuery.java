package io.callapi.status;

import io.callapi.bus.Address;

/** How is the service? */
public record StatusQuery() {

  /** {@code callapi.status.service} (request): one consumer on each node, for that node. */
  public static final Address<StatusQuery, ServiceStatus> ADDRESS =
      new Address<>("callapi.status.service", StatusQuery.class, ServiceStatus.class);
}
