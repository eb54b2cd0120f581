package io.callapi.doctor;

import io.callapi.config.EventsConfig;
import io.callapi.opensips.EventNames;
import io.callapi.opensips.mi.MiRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** An event that the proxy raises arrives here; it is about a call that does not exist. */
final class ArrivalCheck implements Check {

  static final String NAME = "events arrive";

  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(SubscriptionCheck.nameOf(EventNames.HOLD));
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    String nobody = "call-api-doctor-" + UUID.randomUUID();
    Promise<CheckOutcome> outcome = Promise.promise();
    long again =
        patient.vertx().setPeriodic(EVERY.toMillis(), id -> raise(patient, nobody, outcome));
    raise(patient, nobody, outcome);
    CheckOutcome.worst(patient.ears().stream().map(ear -> hear(patient, ear, nobody)).toList())
        .onComplete(outcome::tryComplete, outcome::tryFail);
    return outcome.future().onComplete(done -> patient.vertx().cancelTimer(again));
  }

  private static Future<CheckOutcome> hear(Patient patient, EventEar ear, String nobody) {
    Stopwatch watch = new Stopwatch();
    return ear.hear(EventNames.HOLD, nobody, PATIENCE)
        .map(event -> CheckOutcome.ok("after " + watch + " at " + ear.listening()))
        .otherwise(late -> nothingCame(patient, ear));
  }

  private static void raise(Patient patient, String nobody, Promise<CheckOutcome> outcome) {
    JsonObject params =
        JsonObject.of("callid", nobody, "leg", "caller", "action", "hold", "state", "start");
    // The parameters are a text for OpenSIPS, which holds JSON.
    patient
        .ask(
            MiRequest.once("raise_event")
                .with("event", EventNames.HOLD)
                .with("params", params.encode()))
        .onFailure(outcome::tryFail);
  }

  private static CheckOutcome nothingCame(Patient patient, EventEar ear) {
    EventsConfig events = patient.config().events();
    String local = ear.local();
    String key =
        events.advertised() == null
            ? "events.host: the address of this machine that the proxy reaches (now "
                + local
                + "), or behind NAT  events.advertised: HOST:PORT"
            : "events.advertised: where the proxy reaches %s of this machine (now %s)"
                .formatted(local, events.advertised());
    return CheckOutcome.wrong(
        "subscribed, but nothing came to " + ear.target(),
        "call-api.yml:  %s%nfirewall:  let %s pass from %s to %s"
            .formatted(key, ear.transport(), patient.config().mi().host(), local));
  }
}
