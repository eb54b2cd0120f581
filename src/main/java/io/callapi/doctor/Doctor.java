package io.callapi.doctor;

import io.callapi.config.ProxyConfig;
import io.callapi.doctor.CheckOutcome.Verdict;
import io.callapi.opensips.EventNames;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.MiTransports;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Examines one proxy: check after check, each only if those that it needs have come out well. */
public final class Doctor {

  /** What commands cannot do without: as long as it is not proven, they may not work. */
  static final Set<String> PROOFS = Set.of(ArrivalCheck.NAME, CallCheck.NAME);

  private final Vertx vertx;
  private final ProxyConfig config;
  private final Consumer<Finding> findings;
  private final Set<String> passed = new HashSet<>();

  /**
   * @param findings hears each finding as it is made
   */
  public Doctor(Vertx vertx, ProxyConfig config, Consumer<Finding> findings) {
    this.vertx = vertx;
    this.config = config;
    this.findings = findings;
  }

  /** Runs all checks; completes when nothing of them is left at the proxy. */
  public Future<Void> examine() {
    Promise<Void> done = Promise.promise();
    Context loop = vertx.getOrCreateContext(); // sockets and timers belong to one event loop
    loop.runOnContext(
        now ->
            MiTransports.open(vertx, ManagementAccess.settings(config.mi()))
                .compose(this::examine)
                .onComplete(done));
    return done.future();
  }

  private Future<Void> examine(MiTransport mi) {
    Patient patient = new Patient(vertx, config, mi);
    Future<Void> done = Future.succeededFuture();
    for (Check check : checks(patient)) {
      done = done.compose(next -> run(check, patient));
    }
    return done.eventually(() -> patient.close(passed.contains(EventSocketCheck.NAME)));
  }

  private List<Check> checks(Patient patient) {
    List<Check> checks = new ArrayList<>(ManagementCheck.of(vertx, patient));
    checks.add(new VersionCheck());
    checks.addAll(ModuleCheck.ALL);
    List<EventModuleCheck> senders = EventModuleCheck.of(config.events().transport());
    checks.addAll(senders);
    checks.add(new EventSocketCheck());
    List<String> names = senders.stream().map(EventModuleCheck::name).toList();
    EventNames.ALL.forEach(event -> checks.add(new SubscriptionCheck(event, names)));
    checks.add(new ArrivalCheck());
    checks.add(new CallCheck());
    checks.add(new ProgressCheck());
    checks.add(new FollowCheck());
    checks.add(new DatagramCheck());
    checks.add(BufferCheck.LINUX);
    return checks;
  }

  private Future<Void> run(Check check, Patient patient) {
    Optional<String> lacking = check.needs().stream().filter(n -> !passed.contains(n)).findFirst();
    Future<CheckOutcome> outcome =
        lacking.isPresent()
            ? Future.succeededFuture(CheckOutcome.skipped("needs: " + lacking.get()))
            : check.run(patient).otherwise(Doctor::broken);
    return outcome.onSuccess(found -> note(check.name(), found)).mapEmpty();
  }

  private static CheckOutcome broken(Throwable failure) {
    return CheckOutcome.wrong(
        String.valueOf(failure.getMessage()), "look at the proxy's log, then run this again");
  }

  private void note(String check, CheckOutcome outcome) {
    if (outcome.verdict() == Verdict.OK) {
      passed.add(check);
    }
    findings.accept(new Finding(config.name(), check, outcome));
  }
}
