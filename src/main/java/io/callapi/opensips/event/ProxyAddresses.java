package io.callapi.opensips.event;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The IP addresses of the proxy. Names are looked up again after somebody unknown has called. */
final class ProxyAddresses {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyAddresses.class);
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final Vertx vertx;
  private final List<String> hosts;
  private Set<String> known = Set.of();
  private long lookedUp;

  ProxyAddresses(Vertx vertx, List<String> hosts) {
    this.vertx = vertx;
    this.hosts = List.copyOf(hosts);
  }

  boolean contains(String address) {
    return known.contains(address);
  }

  Future<Void> lookUp() {
    lookedUp = System.nanoTime();
    return vertx.executeBlocking(() -> resolve(hosts)).onSuccess(this::learn).mapEmpty();
  }

  /** The proxy may have moved. */
  void doubt() {
    if (System.nanoTime() - lookedUp > PAUSE) {
      lookUp().onFailure(e -> LOG.error("cannot look up {}", hosts, e));
    }
  }

  private void learn(Set<String> found) {
    if (!found.isEmpty()) {
      known = found;
    }
  }

  private static Set<String> resolve(List<String> hosts) {
    return hosts.stream().flatMap(ProxyAddresses::resolve).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> resolve(String host) {
    try {
      return Stream.of(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress);
    } catch (UnknownHostException e) {
      LOG.warn("the proxy's host is unknown: {}", host);
      return Stream.empty();
    }
  }
}
