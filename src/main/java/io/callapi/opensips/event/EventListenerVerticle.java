package io.callapi.opensips.event;

import io.callapi.bus.TypedBus;
import io.callapi.listen.ListenException;
import io.callapi.listen.Place;
import io.callapi.opensips.Arrival;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.ConnectorSettings.EventSettings;
import io.callapi.opensips.EventSink;
import io.callapi.opensips.peer.LocalAddress;
import io.callapi.opensips.peer.ProxyAddresses;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.ProxyMeters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event listener of one OpenSIPS: receives events over UDP, TCP or both, and publishes them to
 * the table of calls.
 */
public final class EventListenerVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(EventListenerVerticle.class);
  private static final Duration MANAGEMENT = Duration.ofSeconds(10);
  private static final long RETRY_MILLIS = 3000;
  private static final long CHECK_MILLIS = 2000;

  private final ConnectorSettings settings;
  private final ProxyMeters meters;
  private @Nullable EventDatagrams datagrams;
  private @Nullable EventStreamServer streams;
  private boolean stopped;

  public EventListenerVerticle(ConnectorSettings settings) {
    this(settings, ProxyMeters.NONE);
  }

  /**
   * @param meters counts what comes
   */
  public EventListenerVerticle(ConnectorSettings settings, ProxyMeters meters) {
    this.settings = settings;
    this.meters = meters;
  }

  /** Is not waited for: the proxy's name may take long to look up, and other proxies need none. */
  @Override
  public Future<?> start() {
    vertx.setPeriodic(CHECK_MILLIS, id -> checkSockets());
    open();
    return Future.succeededFuture();
  }

  private void checkSockets() {
    Stream.ofNullable(datagrams).forEach(EventDatagrams::check);
    Stream.ofNullable(streams).forEach(EventStreamServer::check);
  }

  private void open() {
    localHost().compose(this::open).compose(this::announce).onFailure(this::openLater);
  }

  /** Meanwhile the link to the proxy is down, and says why. */
  private void openLater(Throwable failure) {
    close()
        .compose(closed -> announce(EventSink.none("No way for events: " + failure.getMessage())))
        .onFailure(e -> LOG.warn("{}: {}", settings.name(), e.getMessage()))
        .onComplete(done -> retry());
  }

  private void retry() {
    if (!stopped) {
      vertx.setTimer(RETRY_MILLIS, id -> open());
    }
  }

  private Future<EventSink> open(String host) {
    EventSettings events = settings.events();
    DuplicateFilter filter = new DuplicateFilter(events.udp() && events.tcp(), System::nanoTime);
    EventIntake intake =
        new EventIntake(settings.name(), filter, this::publish, this::tell, meters);
    List<Future<String>> sockets = new ArrayList<>();
    if (events.udp()) {
      sockets.add(
          openDatagrams(host, intake)
              .recover(e -> Future.failedFuture(unusable(Place.Transport.UDP, host, e)))
              .map(port -> socketName("udp", host, port)));
    }
    if (events.tcp()) {
      sockets.add(
          openStreams(host, intake)
              .recover(e -> Future.failedFuture(unusable(Place.Transport.TCP, host, e)))
              .map(port -> socketName("tcp", host, port)));
    }
    return Future.join(sockets).map(all -> new EventSink(all.list()));
  }

  private ListenException unusable(Place.Transport transport, String host, Throwable failure) {
    String what = "events of proxy " + settings.name();
    int port = settings.events().port();
    return ListenException.of(
        new Place(transport, what, host, port, "events.host", "events.port"), failure);
  }

  /** The management unit has events sent here from now on. */
  private Future<?> announce(EventSink sink) {
    return new TypedBus(vertx).request(EventSink.ADDRESS.of(settings.name()), sink, MANAGEMENT);
  }

  private void tell(Arrival arrival) {
    new TypedBus(vertx).publish(Arrival.ADDRESS.of(settings.name()), arrival);
  }

  private void publish(CallEvent event) {
    new TypedBus(vertx).publish(CallEvent.REPORTED.of(settings.name()), event);
  }

  private Future<Integer> openDatagrams(String host, EventIntake intake) {
    EventDatagrams opened =
        new EventDatagrams(vertx, senders(), intake::onDatagram, from -> tellStranger("udp", from));
    datagrams = opened;
    return opened.listen(host, settings.events().port());
  }

  private Future<Integer> openStreams(String host, EventIntake intake) {
    EventStreamServer opened =
        new EventStreamServer(
            vertx, senders(), intake::onObject, from -> tellStranger("tcp", from));
    streams = opened;
    return opened.listen(host, settings.events().port());
  }

  private ProxyAddresses senders() {
    List<String> configured = settings.events().from();
    return new ProxyAddresses(vertx, configured.isEmpty() ? settings.mi().hosts() : configured);
  }

  private void tellStranger(String transport, String host) {
    tell(new Arrival.Stranger(transport, host));
  }

  private String socketName(String transport, String host, int port) {
    String advertised = settings.events().advertised();
    return transport + ":" + (advertised.isEmpty() ? host + ":" + port : advertised);
  }

  /** The address by which this machine is known to the proxy: that of the route to it. */
  private Future<String> localHost() {
    String configured = settings.events().host();
    return configured.isEmpty()
        ? vertx.executeBlocking(() -> LocalAddress.towards(settings.mi().peer()))
        : Future.succeededFuture(configured);
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return close();
  }

  private Future<?> close() {
    return Future.join(
        Stream.concat(
                Stream.ofNullable(datagrams).map(EventDatagrams::close),
                Stream.ofNullable(streams).map(EventStreamServer::close))
            .toList());
  }
}
