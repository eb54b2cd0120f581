package io.callapi.doctor;

import io.callapi.opensips.EventNames;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * An event can be subscribed to by each way, and the proxy then lists the subscriptions.
 *
 * @param senders the checks of the modules that send events
 */
record SubscriptionCheck(String event, List<String> senders) implements Check {

  /** Longer than the checks last that follow. */
  private static final int SECONDS = 90;

  static String nameOf(String event) {
    return "subscription " + event;
  }

  @Override
  public String name() {
    return nameOf(event);
  }

  @Override
  public List<String> needs() {
    return Stream.concat(
            Stream.of(ModuleCheck.nameOf(EventNames.moduleOf(event)), EventSocketCheck.NAME),
            senders.stream())
        .toList();
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    return CheckOutcome.worst(patient.ears().stream().map(ear -> run(patient, ear)).toList());
  }

  private Future<CheckOutcome> run(Patient patient, EventEar ear) {
    return patient
        .subscribe(event, ear, SECONDS)
        .compose(subscribed -> listed(patient, ear))
        .map(this::judge)
        .recover(this::refused);
  }

  private Future<MiResult> listed(Patient patient, EventEar ear) {
    return patient.ask(
        MiRequest.repeatable("subscribers_list").with("event", event).with("socket", ear.target()));
  }

  private CheckOutcome judge(MiResult list) {
    MiResult subscriber = list.at("Event").at("Subscriber");
    int ttl = subscriber.at("ttl").number(0);
    return ttl > 0
        ? CheckOutcome.ok(
            "listed, ends in " + ttl + " s, sent to " + subscriber.at("socket").text())
        : CheckOutcome.wrong("accepted, but not listed", "restart the proxy and look at its log");
  }

  private Future<CheckOutcome> refused(Throwable failure) {
    return failure instanceof MiException
        ? Future.succeededFuture(
            CheckOutcome.wrong(
                "refused: " + failure.getMessage(), ModuleCheck.line(EventNames.moduleOf(event))))
        : Future.failedFuture(failure);
  }
}
