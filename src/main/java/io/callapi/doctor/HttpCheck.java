package io.callapi.doctor;

import io.callapi.config.MiConfig;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.Future;
import java.time.Duration;

/** Management answers over HTTP too, where it is configured beside UDP. */
final class HttpCheck implements Check {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "management over HTTP";
  }

  @Override
  public Future<Outcome> run(Patient patient) {
    MiConfig mi = patient.config().mi();
    Future<MiTransport> opened = Access.openHttp(patient.vertx(), mi);
    return opened == null
        ? Future.succeededFuture(Outcome.skipped("not configured beside UDP"))
        : opened.compose(http -> ask(http, mi));
  }

  private static Future<Outcome> ask(MiTransport http, MiConfig mi) {
    Stopwatch watch = new Stopwatch();
    return http.call(MiRequest.repeatable("uptime"), PATIENCE)
        .map(
            up ->
                Outcome.ok("answers in " + Stopwatch.text(watch.millis()) + " at " + mi.httpUrl()))
        .otherwise(failure -> wrong(failure, mi))
        .eventually(http::close);
  }

  private static Outcome wrong(Throwable failure, MiConfig mi) {
    return Outcome.wrong(
        "%s: %s".formatted(mi.httpUrl(), failure.getMessage()),
        """
        opensips.cfg:  loadmodule "httpd.so"
        opensips.cfg:  loadmodule "mi_http.so"
        or, where it listens elsewhere, call-api.yml:  mi.http_url: http://HOST:PORT/mi""");
  }
}
