package io.callapi.opensips.event;

import io.callapi.log.RareLog;
import io.callapi.opensips.Arrival;
import io.callapi.opensips.peer.ProxyAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives events as datagrams (module event_datagram), one event in each. */
final class EventDatagrams {

  /** As for the management interface: room for bursts, and no event cut short. */
  private static final int RECEIVE_BUFFER = 512 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(EventDatagrams.class);

  private final ProxyAddresses proxy;
  private final Consumer<String> events;
  private final Consumer<String> strangers;
  private final DatagramSocket socket;
  private final RareLog refused = new RareLog(LOG, "events that are not from the proxy");

  /**
   * @param strangers takes the address of whoever else sends an event that was raised for proof: it
   *     is the proxy, or somebody whom the proxy tells its events
   */
  EventDatagrams(
      Vertx vertx, ProxyAddresses proxy, Consumer<String> events, Consumer<String> strangers) {
    this.proxy = proxy;
    this.events = events;
    this.strangers = strangers;
    this.socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
    socket.handler(this::onPacket);
  }

  private void onPacket(DatagramPacket packet) {
    String text = packet.data().toString();
    if (proxy.isProxy(packet.sender())) {
      events.accept(text);
      return;
    }
    refused.note(packet.sender().toString());
    if (text.contains(Arrival.PROBE)) {
      strangers.accept(String.valueOf(packet.sender().hostAddress()));
    }
  }

  /** How many were left out. */
  long refused() {
    return refused.count();
  }

  /**
   * Listens for the proxy.
   *
   * @return the port
   */
  Future<Integer> listen(String host, int port) {
    return proxy
        .lookUp()
        .compose(known -> socket.listen(port, host))
        .map(listening -> listening.localAddress().port());
  }

  Future<Void> close() {
    return socket.close();
  }
}
