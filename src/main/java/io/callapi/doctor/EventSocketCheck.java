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
    if (events.transport() == EventTransport.TCP) {
      return Future.succeededFuture(Outcome.skipped("events over TCP are not checkable yet"));
    }
    HostPort advertised = events.advertised();
    String target = advertised == null ? "" : advertised.toString();
    return host(patient)
        .compose(host -> EventEar.open(patient.vertx(), host, events.port(), target))
        .onSuccess(patient::listenWith)
        .map(ear -> Outcome.ok("listens on udp:" + ear.local()))
        .recover(failure -> Future.succeededFuture(judge(failure, events)));
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
