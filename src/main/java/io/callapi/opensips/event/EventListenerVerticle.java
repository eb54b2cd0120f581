package io.callapi.opensips.event;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.EventSink;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.ProxyPool.CallSeen;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event listener of one OpenSIPS: receives events as datagrams (module event_datagram) and
 * publishes them to whoever follows the call.
 */
public final class EventListenerVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(EventListenerVerticle.class);

  /** As for the management interface: room for bursts, and no event cut short. */
  private static final int RECEIVE_BUFFER = 512 * 1024;

  private static final Duration MANAGEMENT = Duration.ofSeconds(10);

  private final ConnectorSettings settings;
  private final EventDecoder decoder = new EventDecoder();
  private final RareLog unreadable = new RareLog(LOG, "unreadable events");

  public EventListenerVerticle(ConnectorSettings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    return localHost().compose(this::bind);
  }

  private Future<?> bind(String host) {
    DatagramSocket socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
    socket.handler(this::onPacket);
    return socket
        .listen(settings.events().port(), host)
        .compose(bound -> announce(host, bound.localAddress().port()));
  }

  private Future<?> announce(String host, int port) {
    String advertised = settings.events().advertised();
    String target = advertised.isEmpty() ? host + ":" + port : advertised;
    return new TypedBus(vertx)
        .request(
            EventSink.ADDRESS.of(settings.name()),
            new EventSink(List.of("udp:" + target)),
            MANAGEMENT);
  }

  private void onPacket(DatagramPacket packet) {
    try {
      CallEvent event = decoder.decode(packet.data().toString());
      LOG.debug("{}: {}", settings.name(), event);
      TypedBus bus = new TypedBus(vertx);
      bus.publish(CallEvent.ADDRESS.of(event.callId()), event);
      if (event instanceof CallStateChange change) {
        bus.publish(CallSeen.ADDRESS, CallSeen.of(settings.name(), change));
      }
    } catch (UnreadableEventException e) {
      unreadable.note(String.valueOf(e.getMessage()));
    }
  }

  /** The address by which this machine is known to the proxy: that of the route to it. */
  private Future<String> localHost() {
    String configured = settings.events().host();
    return configured.isEmpty()
        ? vertx.executeBlocking(this::addressTowardsProxy)
        : Future.succeededFuture(configured);
  }

  private String addressTowardsProxy() throws SocketException {
    try (java.net.DatagramSocket probe = new java.net.DatagramSocket()) {
      // Connecting a datagram socket sends nothing: it looks up the route.
      probe.connect(new InetSocketAddress(settings.mi().host(), settings.mi().port()));
      return probe.getLocalAddress().getHostAddress();
    }
  }
}
