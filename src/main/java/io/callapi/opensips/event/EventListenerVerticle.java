package io.callapi.opensips.event;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.proxy.CallEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  private final ConnectorSettings settings;
  private final EventDecoder decoder = new EventDecoder();
  private final RareLog unreadable = new RareLog(LOG, "unreadable events");
  private List<Subscription> subscriptions = List.of();
  private @Nullable DatagramSocket socket;

  public EventListenerVerticle(ConnectorSettings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    return localHost().compose(this::bind);
  }

  private Future<?> bind(String host) {
    DatagramSocket bound =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
    socket = bound;
    bound.handler(this::onPacket);
    return bound
        .listen(settings.events().port(), host)
        .onSuccess(listening -> subscribe(host, listening.localAddress().port()));
  }

  private void subscribe(String host, int port) {
    String advertised = settings.events().advertised();
    String target = "udp:" + (advertised.isEmpty() ? host + ":" + port : advertised);
    subscriptions = EventDecoder.EVENTS.stream().map(event -> subscription(event, target)).toList();
    subscriptions.forEach(Subscription::renew);
  }

  private Subscription subscription(String event, String target) {
    return new Subscription(vertx, settings.name(), event, target, settings.events().expire());
  }

  private void onPacket(DatagramPacket packet) {
    try {
      CallEvent event = decoder.decode(packet.data().toString());
      LOG.debug("{}: {}", settings.name(), event);
      new TypedBus(vertx).publish(CallEvent.ADDRESS.of(event.callId()), event);
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
      SocketAddress peer = settings.mi().peer();
      probe.connect(new InetSocketAddress(peer.host(), peer.port()));
      return probe.getLocalAddress().getHostAddress();
    }
  }

  @Override
  public Future<?> stop() {
    Future<?> ended = Future.join(subscriptions.stream().map(Subscription::end).toList());
    DatagramSocket bound = socket;
    return bound == null ? ended : ended.otherwiseEmpty().compose(done -> bound.close());
  }
}
