package io.callapi.opensips.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/**
 * Looks whether a local port is free: the only way to see that a socket is dead that sends nothing,
 * for it tells nobody that it was closed.
 */
public final class BoundPort {

  private BoundPort() {}

  /** True if nobody holds the port, so that another socket can be bound to it. */
  public static Future<Boolean> isFree(Vertx vertx, String host, int port, boolean udp) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    return vertx.executeBlocking(() -> udp ? isFreeForUdp(address) : isFreeForTcp(address), false);
  }

  private static boolean isFreeForUdp(InetSocketAddress address) throws SocketException {
    try (DatagramSocket probe = new DatagramSocket(null)) {
      probe.setReuseAddress(false);
      probe.bind(address);
      return true;
    } catch (java.net.BindException taken) {
      return false;
    }
  }

  private static boolean isFreeForTcp(InetSocketAddress address) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true); // what lingers of closed connections holds no port
      probe.bind(address);
      return true;
    } catch (java.net.BindException taken) {
      return false;
    }
  }
}
