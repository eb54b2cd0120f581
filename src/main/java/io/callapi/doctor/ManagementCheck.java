package io.callapi.doctor;

import io.callapi.opensips.Handshake;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Management answers, each way that is configured, and how fast. */
final class ManagementCheck implements Check {

  static final String NAME = "management";

  private static final int TIMES = 10;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Future<Outcome> run(Patient patient) {
    List<String> found = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (Access.Way way : Access.ways(patient.vertx(), patient.config().mi())) {
      done = done.compose(next -> measure(way, patient.timeout())).map(found::add).mapEmpty();
    }
    return done.map(v -> Outcome.ok(String.join(", ", found) + " (medians of 10)"))
        .recover(ManagementCheck::judge);
  }

  private static Future<String> measure(Access.Way way, Duration timeout) {
    return way.opening()
        .get()
        .compose(mi -> median(mi, timeout).eventually(mi::close))
        .map(median -> way.address() + " answers in " + median)
        .recover(failure -> Future.failedFuture(new Unanswered(way, failure)));
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

  private static Future<Outcome> judge(Throwable failure) {
    return failure instanceof Unanswered unanswered
        ? Future.succeededFuture(
            Outcome.wrong(String.valueOf(unanswered.getMessage()), unanswered.fix))
        : Future.failedFuture(failure);
  }

  private static final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String fix;

    Unanswered(Access.Way way, Throwable failure) {
      super(
          failure instanceof MiException
              ? "refused at " + way.address() + ": " + failure.getMessage()
              : "nothing answers at " + way.address(),
          null,
          false,
          false);
      this.fix = way.fix();
    }
  }
}
