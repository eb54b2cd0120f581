package io.callapi.doctor;

import io.callapi.config.MiConfig;
import io.callapi.opensips.mi.DatagramMi;
import io.callapi.opensips.mi.MiTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Optional;

/** The transports of management that can be checked. */
final class Access {

  private Access() {}

  static Future<MiTransport> open(Vertx vertx, MiConfig mi) {
    return DatagramMi.open(vertx, SocketAddress.inetSocketAddress(mi.url().port(), mi.url().host()))
        .map(opened -> opened);
  }

  /** What is to be said of HTTP, if it is configured. */
  static Optional<Outcome> http(MiConfig mi) {
    URI url = mi.httpUrl();
    return Optional.ofNullable(url).map(u -> Outcome.skipped("not checkable yet: " + u));
  }
}
