package io.callapi.query;

import io.callapi.bus.TypedBus;
import io.callapi.method.QueryMethod;
import java.util.List;

/** All queries that a client can make. A new one is a class in this package and a line here. */
public final class Queries {

  private Queries() {}

  /**
   * Makes them.
   *
   * @param proxies their names in the configuration
   */
  public static List<QueryMethod<?>> all(TypedBus bus, List<String> proxies) {
    Cursors cursors = new Cursors();
    return List.of(
        new CallList(bus, proxies, cursors),
        new CallGet(bus, proxies),
        new CommandList(bus, cursors),
        new CommandGet(bus),
        new CommandCancel(bus),
        new SessionOpen(),
        new SessionResume(),
        new SessionClose());
  }
}
