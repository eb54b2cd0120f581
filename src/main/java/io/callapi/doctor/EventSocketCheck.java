package io.callapi.doctor;

import io.callapi.config.EventTransport;
import io.callapi.config.EventsConfig;
import io.callapi.config.HostPort;
import io.callapi.listen.ListenException;
import io.callapi.listen.Place;
import io.callapi.opensips.peer.LocalAddress;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
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
  public Future<CheckOutcome> run(Patient patient) {
    EventsConfig events = patient.config().events();
    return host(patient)
        .compose(host -> listen(patient, host))
        .map(opened -> CheckOutcome.ok("listens on " + listening(patient)))
        .recover(failure -> Future.succeededFuture(judge(failure, events)));
  }

  private static Future<?> listen(Patient patient, String host) {
    EventsConfig events = patient.config().events();
    return open(patient, place(host, events), events.transport())
        .recover(e -> Future.failedFuture(ListenException.of(asked(host, events), e)));
  }

  private static Place asked(String host, EventsConfig events) {
    Place.Transport transport =
        events.transport() == EventTransport.TCP ? Place.Transport.TCP : Place.Transport.UDP;
    return new Place(transport, "events", host, events.port(), "events.host", "events.port");
  }

  private static EventEar.Place place(String host, EventsConfig events) {
    HostPort advertised = events.advertised();
    return new EventEar.Place(host, events.port(), advertised == null ? "" : advertised.toString());
  }

  /** What has been opened is the patient's, whatever becomes of the rest. */
  private static Future<?> open(Patient patient, EventEar.Place place, EventTransport transport) {
    List<String> proxy = ManagementAccess.settings(patient.config().mi()).hosts();
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

  /** The same choice as that of the server. */
  private static Future<String> host(Patient patient) {
    String configured = patient.config().events().host();
    SocketAddress proxy = ManagementAccess.settings(patient.config().mi()).peer();
    return configured == null
        ? patient.vertx().executeBlocking(() -> LocalAddress.towards(proxy))
        : Future.succeededFuture(configured);
  }

  private static CheckOutcome judge(Throwable failure, EventsConfig events) {
    return failure instanceof ListenException known && known.isTaken()
        ? CheckOutcome.skipped(
            "port " + events.port() + " is in use, by a running server most likely",
            "stop the server, then run this again")
        : CheckOutcome.wrong(
            String.valueOf(failure.getMessage()),
            "call-api.yml:  events.host: an IPv4 address of this machine");
  }
}
