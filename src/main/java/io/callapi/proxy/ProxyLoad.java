package io.callapi.proxy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** How many commands run on each proxy, counted for the whole node; safe to share. */
public final class ProxyLoad {

  private final Map<String, AtomicInteger> running;

  public ProxyLoad(List<String> proxies) {
    this.running =
        proxies.stream().collect(Collectors.toMap(name -> name, name -> new AtomicInteger()));
  }

  /** How many run there now. */
  public int of(String proxy) {
    return counter(proxy).get();
  }

  /**
   * A command begins to run on a proxy, unless so many run there already; both in one step, for
   * several event loops do it.
   */
  public boolean tryAdd(String proxy, int most) {
    return counter(proxy).getAndUpdate(count -> count < most ? count + 1 : count) < most;
  }

  /** It has ended. */
  public void remove(String proxy) {
    counter(proxy).decrementAndGet();
  }

  private AtomicInteger counter(String proxy) {
    AtomicInteger counter = running.get(proxy);
    if (counter == null) {
      throw new IllegalArgumentException("no such proxy: " + proxy);
    }
    return counter;
  }
}
