package io.callapi.bench.faults;

import io.callapi.config.EventTransport;
import io.callapi.fault.DatagramRelay;
import io.callapi.fault.FaultCounts;
import io.callapi.fault.FaultListener;
import io.callapi.fault.FaultPlan;
import io.callapi.fault.Faults;
import io.callapi.fault.FlowNames;
import io.callapi.fault.TcpRelay;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The relays between Call API and the proxy, one for each way that is in use, and the configuration
 * that leads through them. They are good until {@link #follow}.
 */
final class Wires {

  private static final String LOOPBACK = "127.0.0.1";

  private final Transports transports;
  private final FaultCounts datagramCounts = new FaultCounts();
  private final FaultCounts streamCounts = new FaultCounts();
  private @Nullable DatagramRelay miRelay;
  private final List<Faults> datagrams = new ArrayList<>();
  private final List<Faults> streams = new ArrayList<>();
  private final List<Deployable> relays = new ArrayList<>();
  private final int miPort = freePort();
  private final int httpPort = freePort();
  private final int eventPort = freePort();
  private final int advertisedPort = freePort();

  /**
   * @param mi the port of the proxy's management interface
   * @param http the same, over HTTP
   */
  Wires(
      Transports transports,
      IntSupplier mi,
      IntSupplier http,
      FlowNames names,
      FaultListener listener) {
    this.transports = transports;
    FaultListener udp = listener.and(datagramCounts);
    FaultListener tcp = listener.and(streamCounts);
    if (transports.mi().udp()) {
      miRelay = new DatagramRelay("mi", miPort, mi, faults(datagrams, names, udp));
      relays.add(miRelay);
    }
    if (transports.mi().http()) {
      relays.add(new TcpRelay("http", httpPort, http, faults(streams, names, tcp)));
    }
    if (transports.eventsOverUdp()) {
      relays.add(
          new DatagramRelay(
              "event", advertisedPort, () -> eventPort, faults(datagrams, names, udp)));
    }
    if (transports.eventsOverTcp()) {
      relays.add(
          new TcpRelay("stream", advertisedPort, () -> eventPort, faults(streams, names, tcp)));
    }
  }

  private static Faults faults(List<Faults> kind, FlowNames names, FaultListener listener) {
    Faults made = new Faults(FaultPlan.clean(0), names, listener);
    kind.add(made);
    return made;
  }

  Future<?> open(Vertx vertx) {
    return Future.all(relays.stream().map(vertx::deployVerticle).toList());
  }

  void follow(Network network) {
    datagrams.forEach(faults -> faults.follow(network.datagrams()));
    streams.forEach(faults -> faults.follow(network.streams()));
  }

  /** Leads Call API through the relays: the sections {@code mi} and {@code events}. */
  void configure(JsonObject config) {
    JsonObject mi = new JsonObject();
    if (transports.mi().udp()) {
      mi.put("url", LOOPBACK + ":" + miPort);
    }
    if (transports.mi().http()) {
      mi.put("http_url", "http://" + LOOPBACK + ":" + httpPort + "/mi");
    }
    JsonObject events =
        new JsonObject()
            .put("host", LOOPBACK)
            .put("port", eventPort)
            .put("advertised", LOOPBACK + ":" + advertisedPort)
            .put("transport", transports.events().name().toLowerCase(Locale.ROOT));
    config.put("mi", mi).put("events", events);
  }

  /** Where Call API listens for events. */
  int eventPort() {
    return eventPort;
  }

  /** The one in front of the management interface over UDP. */
  DatagramRelay miRelay() {
    return Objects.requireNonNull(miRelay);
  }

  /** How many subscriptions the proxy has when all is set up. */
  int subscriptions() {
    return transports.events() == EventTransport.BOTH ? 6 : 3;
  }

  /** What has passed, and what became of it. */
  String counts() {
    String text = datagrams.isEmpty() ? "" : datagramCounts.toString();
    String and = datagrams.isEmpty() || streams.isEmpty() ? "" : ", ";
    return streams.isEmpty()
        ? text
        : text
            + and
            + "%d pieces over TCP, %d late, %d connections cut"
                .formatted(streamCounts.seen(), streamCounts.late(), streamCounts.damaged());
  }

  /** A port that is used neither over UDP nor over TCP. */
  private static int freePort() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
        DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
      return udp.getLocalPort();
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }
}
