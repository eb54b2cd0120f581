package io.callapi.proxy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** How many commands run on each proxy, counted for the whole node; safe to share. */
public final class ProxyLoad {

  private final Map<String, AtomicInteger> running;
  private final Map<String, ProxyRoom> rooms;

  public ProxyLoad(List<String> proxies) {
    this.running =
        proxies.stream().collect(Collectors.toMap(name -> name, name -> new AtomicInteger()));
    this.rooms = proxies.stream().collect(Collectors.toMap(name -> name, ProxyRoom::new));
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

  /** How many commands may still begin there, by what the proxy can answer. */
  ProxyRoom room(String proxy) {
    return Objects.requireNonNull(rooms.get(proxy), "no such proxy: " + proxy);
  }

  private AtomicInteger counter(String proxy) {
    AtomicInteger counter = running.get(proxy);
    if (counter == null) {
      throw new IllegalArgumentException("no such proxy: " + proxy);
    }
    return counter;
  }
}
