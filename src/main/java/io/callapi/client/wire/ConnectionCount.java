package io.callapi.client.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, in all and of each address; for use by many threads. */
public final class ConnectionCount {

  private static final int NETWORK = 8; // bytes: what one host of IPv6 has for itself

  private final int max;
  private final int perAddress;
  private final AtomicInteger all = new AtomicInteger();
  private final Map<InetAddress, Integer> ofAddress = new ConcurrentHashMap<>();

  /**
   * @param perAddress 0 for no limit
   */
  public ConnectionCount(int max, int perAddress) {
    this.max = max;
    this.perAddress = perAddress == 0 ? Integer.MAX_VALUE : perAddress;
  }

  /** How many there are. */
  public int connections() {
    return all.get();
  }

  /** How many there may be. */
  public int most() {
    return max;
  }

  /** Counts a connection in; false, and not counted, where one of the limits is reached. */
  public boolean tryEnter(InetAddress peer) {
    if (!tryEnterForOthers()) {
      return false;
    }
    if (!tryEnterThere(peer)) {
      leaveForOthers();
      return false;
    }
    return true;
  }

  /** Counts a connection out that was counted in. */
  public void leave(InetAddress peer) {
    leaveForOthers();
    leaveThere(peer);
  }

  /** The same for a connection of a reverse proxy, which is no client's: of no address. */
  public boolean tryEnterForOthers() {
    if (all.incrementAndGet() > max) {
      all.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Counts such a connection out. */
  public void leaveForOthers() {
    all.decrementAndGet();
  }

  /** The same for a client behind a reverse proxy, whose connection is counted already. */
  public boolean tryEnterThere(InetAddress peer) {
    if (ofAddress.merge(hostOf(peer), 1, Integer::sum) > perAddress) {
      leaveThere(peer);
      return false;
    }
    return true;
  }

  /** Counts such a client out. */
  public void leaveThere(InetAddress peer) {
    ofAddress.computeIfPresent(hostOf(peer), (host, count) -> count == 1 ? null : count - 1);
  }

  /** The address that stands for a host: of IPv6, which has addresses in plenty, its network. */
  public static InetAddress hostOf(InetAddress peer) {
    if (!(peer instanceof Inet6Address)) {
      return peer;
    }
    byte[] bytes = peer.getAddress();
    Arrays.fill(bytes, NETWORK, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // 16 bytes are an address
    }
  }
}
