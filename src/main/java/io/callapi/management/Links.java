package io.callapi.management;

import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.LinkStatus.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the links to the proxies are, as they tell it; for use by many threads. */
final class Links {

  private final MeterRegistry registry;
  private final Map<String, LinkStatus.State> states = new ConcurrentHashMap<>();
  private final Map<String, Counter> changes = new ConcurrentHashMap<>();

  Links(MeterRegistry registry, List<String> proxies) {
    this.registry = registry;
    proxies.forEach(this::show);
  }

  private void show(String proxy) {
    states.put(proxy, State.CONNECTING);
    Gauge.builder("callapi.link.usable", this, links -> links.isUsable(proxy) ? 1 : 0)
        .description("1 if commands can run on the proxy")
        .tag("proxy", proxy)
        .register(registry);
    for (State state : State.values()) {
      Gauge.builder("callapi.link.state", this, links -> links.is(proxy, state) ? 1 : 0)
          .description("1 for the state that the link is in")
          .tag("proxy", proxy)
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    changes.put(
        proxy,
        Counter.builder("callapi.link.changes")
            .description("How often the link has come to another state")
            .tag("proxy", proxy)
            .register(registry));
  }

  void note(LinkStatus status) {
    State before = states.put(status.proxy(), status.state());
    Counter counter = changes.get(status.proxy());
    if (before != status.state() && counter != null) {
      counter.increment();
    }
  }

  boolean isAnyUsable() {
    return states.keySet().stream().anyMatch(this::isUsable);
  }

  private boolean isUsable(String proxy) {
    return is(proxy, State.UP) || is(proxy, State.DEGRADED);
  }

  private boolean is(String proxy, State state) {
    return states.get(proxy) == state;
  }
}
