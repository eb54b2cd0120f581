package io.callapi.doctor;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Management answers, and how fast. */
final class ManagementCheck implements Check {

  static final String NAME = "management";

  private static final int TIMES = 10;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Future<Outcome> run(Patient patient) {
    String url = Access.place(patient.config().mi());
    List<Double> millis = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (int i = 0; i < TIMES; i++) {
      done = done.compose(next -> measure(patient, millis));
    }
    return done.map(v -> Outcome.ok("answers in " + median(millis) + ", median of 10, at " + url))
        .recover(failure -> Future.succeededFuture(wrong(failure, url)));
  }

  private static Future<Void> measure(Patient patient, List<Double> millis) {
    Stopwatch watch = new Stopwatch();
    return patient
        .ask(MiRequest.repeatable("uptime"))
        .onSuccess(result -> millis.add(watch.millis()))
        .mapEmpty();
  }

  private static String median(List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    int half = sorted.size() / 2;
    return Stopwatch.text((sorted.get(half - 1) + sorted.get(half)) / 2);
  }

  private static Outcome wrong(Throwable failure, String url) {
    String found =
        failure instanceof MiException
            ? "what answers at " + url + " is no OpenSIPS: " + failure.getMessage()
            : "nothing answers at " + url;
    return Outcome.wrong(
        found,
        """
        opensips.cfg:  loadmodule "mi_datagram.so"
        opensips.cfg:  modparam("mi_datagram", "socket_name", "%s")
        or, where the proxy listens elsewhere, call-api.yml:  mi.url: HOST:PORT"""
            .formatted(url));
  }
}
