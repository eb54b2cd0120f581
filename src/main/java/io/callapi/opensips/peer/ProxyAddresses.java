package io.callapi.opensips.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The IP addresses of the proxy. Names are looked up again after somebody unknown has called.
 *
 * <p>A proxy on this machine sends from whatever address of it lies on the way.
 */
public final class ProxyAddresses {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyAddresses.class);
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final Vertx vertx;
  private final List<String> hosts;
  private Set<String> known = Set.of();
  private long lookedUp;

  /**
   * @param hosts names or addresses
   */
  public ProxyAddresses(Vertx vertx, List<String> hosts) {
    this.vertx = vertx;
    this.hosts = List.copyOf(hosts);
  }

  /** Whether that is the proxy; if not, its names are looked up again for the next time. */
  public boolean isProxy(SocketAddress sender) {
    String address = sender.hostAddress();
    boolean proxy = address != null && known.contains(withoutScope(address));
    if (!proxy) {
      doubt();
    }
    return proxy;
  }

  /** Looks the names up; until then nobody is the proxy. */
  public Future<Void> lookUp() {
    lookedUp = System.nanoTime();
    return vertx.executeBlocking(() -> resolve(hosts)).onSuccess(this::learn).mapEmpty();
  }

  /** The proxy may have moved. */
  private void doubt() {
    if (System.nanoTime() - lookedUp > PAUSE) {
      lookUp().onFailure(e -> LOG.error("cannot look up {}", hosts, e));
    }
  }

  private void learn(Set<String> found) {
    if (!found.isEmpty()) {
      known = found;
    }
  }

  private static Set<String> resolve(List<String> hosts) throws SocketException {
    Set<InetAddress> found = new HashSet<>();
    hosts.forEach(host -> found.addAll(resolve(host)));
    List<InetAddress> here = ofThisMachine();
    if (found.stream().anyMatch(address -> address.isLoopbackAddress() || here.contains(address))) {
      found.addAll(here);
    }
    return found.stream()
        .map(address -> withoutScope(address.getHostAddress()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<InetAddress> ofThisMachine() throws SocketException {
    return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
  }

  private static List<InetAddress> resolve(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      LOG.warn("{}", LocalAddress.unknown(host));
      return List.of();
    }
  }

  private static String withoutScope(String address) {
    int percent = address.indexOf('%');
    return percent < 0 ? address : address.substring(0, percent);
  }
}
