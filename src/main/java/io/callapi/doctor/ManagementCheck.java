package io.callapi.doctor;

import io.callapi.opensips.Handshake;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Management answers, in a way that is configured, and how fast. */
record ManagementCheck(String name, ManagementAccess.Way way) implements Check {

  /** The first way: without it nothing else can be checked. */
  static final String NAME = "management";

  private static final int TIMES = 10;

  /** One for each way that is configured. */
  static List<ManagementCheck> of(Vertx vertx, Patient patient) {
    List<ManagementCheck> checks = new ArrayList<>();
    for (ManagementAccess.Way way : ManagementAccess.ways(vertx, patient.config().mi())) {
      checks.add(new ManagementCheck(checks.isEmpty() ? NAME : NAME + " over HTTP", way));
    }
    return checks;
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    return way.opening()
        .get()
        .compose(mi -> median(mi, patient.timeout()).eventually(mi::close))
        .map(median -> "answers in " + median + ", median of 10, at " + way.address())
        .map(found -> CheckOutcome.ok(found))
        .recover(failure -> wrong(patient, failure));
  }

  private static Future<String> median(MiTransport mi, Duration timeout) {
    List<Double> millis = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (int i = 0; i < TIMES; i++) {
      done = done.compose(next -> once(mi, timeout, millis));
    }
    return done.map(v -> Stopwatch.median(millis));
  }

  private static Future<Void> once(MiTransport mi, Duration timeout, List<Double> millis) {
    Stopwatch watch = new Stopwatch();
    return Handshake.upSince(request -> mi.call(request, timeout))
        .onSuccess(since -> millis.add(watch.millis()))
        .mapEmpty();
  }

  private Future<CheckOutcome> wrong(Patient patient, Throwable failure) {
    return patient
        .vertx()
        .executeBlocking(() -> new InetSocketAddress(way.host(), 0).isUnresolved())
        .map(unknown -> unknown ? unresolved() : silent(failure));
  }

  private CheckOutcome unresolved() {
    return CheckOutcome.wrong(
        "the name %s does not resolve on this machine".formatted(way.host()),
        """
        call-api.yml:  %s: a name that `getent hosts` knows, or an address
        or the name service of this machine, with /etc/hosts for instance"""
            .formatted(way.key()));
  }

  private CheckOutcome silent(Throwable failure) {
    String found =
        failure instanceof MiException
            ? "refused at " + way.address() + ": " + failure.getMessage()
            : "nothing answers at " + way.address();
    return CheckOutcome.wrong(found, way.fix());
  }
}
