package io.callapi.bench.overload;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passes management requests of one server on to a proxy and counts them. It has threads of its
 * own, so that it keeps up with both.
 */
final class CountingRelay implements AutoCloseable {

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final int LONGEST = 65_536;
  private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

  private final DatagramSocket front;
  private final DatagramSocket back;
  private final Set<String> ids = new HashSet<>();
  private volatile @Nullable SocketAddress server;
  private long datagrams;
  private long repeats;

  CountingRelay(int proxyPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    front = new DatagramSocket(new InetSocketAddress(loopback, 0));
    back = new DatagramSocket(new InetSocketAddress(loopback, 0));
    front.setReceiveBufferSize(RECEIVE_BUFFER);
    back.setReceiveBufferSize(RECEIVE_BUFFER);
    start("requests", front, packet -> request(packet, new InetSocketAddress(loopback, proxyPort)));
    start("replies", back, this::reply);
  }

  private interface Way {
    void pass(DatagramPacket packet) throws IOException;
  }

  private static void start(String name, DatagramSocket from, Way way) {
    Thread thread = new Thread(() -> pass(from, way), "relay-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void pass(DatagramSocket from, Way way) {
    byte[] buffer = new byte[LONGEST];
    while (!from.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, LONGEST);
        from.receive(packet);
        way.pass(packet);
      } catch (SocketException closedOrRefused) {
        // The proxy may not listen yet.
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void request(DatagramPacket packet, InetSocketAddress proxy) throws IOException {
    server = packet.getSocketAddress();
    count(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    back.send(new DatagramPacket(packet.getData(), packet.getLength(), proxy));
  }

  private synchronized void count(String request) {
    datagrams++;
    Matcher id = ID.matcher(request);
    if (id.find() && !ids.add(id.group(1))) {
      repeats++;
    }
  }

  private void reply(DatagramPacket packet) throws IOException {
    SocketAddress to = server;
    if (to != null) {
      front.send(new DatagramPacket(packet.getData(), packet.getLength(), to));
    }
  }

  int port() {
    return front.getLocalPort();
  }

  /** How many requests have been sent, repeats included. */
  synchronized long datagrams() {
    return datagrams;
  }

  /** How many of them were sent before. */
  synchronized long repeats() {
    return repeats;
  }

  @Override
  public void close() {
    front.close();
    back.close();
  }
}
