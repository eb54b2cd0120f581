package io.callapi.doctor;

import io.callapi.config.EventTransport;
import io.callapi.config.EventsConfig;
import io.callapi.config.HostPort;
import io.callapi.config.ProxyConfig;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Collectors;

/** This machine can listen for events where the configuration says. */
final class EventSocketCheck implements Check {

  static final String NAME = "event socket";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(ManagementCheck.NAME);
  }

  @Override
  public Future<Outcome> run(Patient patient) {
    EventsConfig events = patient.config().events();
    return host(patient)
        .compose(host -> open(patient, place(host, events), events.transport()))
        .map(opened -> Outcome.ok("listens on " + listening(patient)))
        .recover(failure -> Future.succeededFuture(judge(failure, events)));
  }

  private static EventEar.Place place(String host, EventsConfig events) {
    HostPort advertised = events.advertised();
    return new EventEar.Place(host, events.port(), advertised == null ? "" : advertised.toString());
  }

  /** What has been opened is the patient's, whatever becomes of the rest. */
  private static Future<?> open(Patient patient, EventEar.Place place, EventTransport transport) {
    List<String> proxy = Access.settings(patient.config().mi()).hosts();
    Future<?> done = Future.succeededFuture();
    if (transport != EventTransport.TCP) {
      done = EventEar.forDatagrams(patient.vertx(), place).onSuccess(patient::listenWith);
    }
    if (transport != EventTransport.UDP) {
      done =
          done.compose(next -> EventEar.forStreams(patient.vertx(), place, proxy))
              .onSuccess(patient::listenWith);
    }
    return done;
  }

  private static String listening(Patient patient) {
    return patient.ears().stream().map(EventEar::listening).collect(Collectors.joining(" and "));
  }

  private static Future<String> host(Patient patient) {
    String configured = patient.config().events().host();
    return configured == null
        ? patient.vertx().executeBlocking(() -> routeTo(patient.config()))
        : Future.succeededFuture(configured);
  }

  /** The address by which this machine is known to the proxy: that of the route to it. */
  private static String routeTo(ProxyConfig proxy) throws SocketException {
    try (DatagramSocket probe = new DatagramSocket()) {
      // Connecting a datagram socket sends nothing: it looks up the route.
      SocketAddress peer = Access.settings(proxy.mi()).peer();
      probe.connect(new InetSocketAddress(peer.host(), peer.port()));
      return probe.getLocalAddress().getHostAddress();
    }
  }

  private static Outcome judge(Throwable failure, EventsConfig events) {
    String why = String.valueOf(failure.getMessage());
    return why.contains("in use")
        ? Outcome.skipped(
            "port " + events.port() + " is in use, by a running server most likely",
            "stop the server, then run this again")
        : Outcome.wrong(
            "cannot listen on " + events.host() + ": " + why,
            "call-api.yml:  events.host: an address of this machine");
  }
}
