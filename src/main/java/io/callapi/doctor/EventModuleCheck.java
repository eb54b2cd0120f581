package io.callapi.doctor;

import io.callapi.config.EventTransport;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.vertx.core.Future;
import java.util.List;

/**
 * The module that sends events in a way is loaded: only then is a socket of its kind taken. The
 * subscription made ends with its making.
 */
record EventModuleCheck(String module, String socket) implements Check {

  static final EventModuleCheck DATAGRAM =
      new EventModuleCheck("event_datagram", "udp:127.0.0.1:9");
  static final EventModuleCheck STREAM = new EventModuleCheck("event_stream", "tcp:127.0.0.1:9");

  /** Those of the ways by which events are to come. */
  static List<EventModuleCheck> of(EventTransport transport) {
    return switch (transport) {
      case UDP -> List.of(DATAGRAM);
      case TCP -> List.of(STREAM);
      case BOTH -> List.of(DATAGRAM, STREAM);
    };
  }

  @Override
  public String name() {
    return ModuleCheck.nameOf(module);
  }

  @Override
  public List<String> needs() {
    return List.of(ManagementCheck.NAME);
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    return patient
        .ask(MiRequest.repeatable("events_list"))
        .compose(list -> tryWithAny(patient, list))
        .recover(this::judge);
  }

  /** Any event will do, even one that nobody raises. */
  private Future<CheckOutcome> tryWithAny(Patient patient, MiResult list) {
    return list.at("Events").items().stream()
        .findFirst()
        .map(any -> subscribe(patient, any.at("name").text()).map(CheckOutcome.ok("loaded")))
        .orElseGet(() -> Future.succeededFuture(CheckOutcome.skipped("the proxy lists no events")));
  }

  private Future<MiResult> subscribe(Patient patient, String event) {
    return patient.ask(
        MiRequest.repeatable("event_subscribe")
            .with("event", event)
            .with("socket", socket)
            .with("expire", 0));
  }

  private Future<CheckOutcome> judge(Throwable failure) {
    return failure instanceof MiException
        ? Future.succeededFuture(CheckOutcome.wrong("not loaded", ModuleCheck.line(module)))
        : Future.failedFuture(failure);
  }
}
