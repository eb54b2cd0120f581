package io.callapi.opensips.mi;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the way to a management interface that the settings ask for. */
public final class MiTransports {

  private static final Logger LOG = LoggerFactory.getLogger(MiTransports.class);

  private MiTransports() {}

  /** Opens the sockets; whether anybody answers is not known before a reply. */
  public static Future<MiTransport> open(Vertx vertx, MiSettings settings) {
    URI http = settings.http();
    if (settings.datagram() == null) {
      LOG.warn(
          "{}: over HTTP alone, calls are started one after another, and all else waits while a"
              + " phone rings; better configure mi.url (mi_datagram) beside mi.http_url",
          http);
      return Future.succeededFuture(overHttp(vertx, settings));
    }
    Future<DatagramMi> datagram = DatagramMi.open(vertx, settings.datagram());
    return http == null
        ? datagram.map(mi -> mi)
        : datagram.map(mi -> new DualMi(mi, overHttp(vertx, settings)));
  }

  /** HTTP alone, whether there is a socket or not. */
  public static HttpMi overHttp(Vertx vertx, MiSettings settings) {
    URI http = settings.http();
    if (http == null) {
      throw new IllegalArgumentException("no HTTP address");
    }
    return new HttpMi(vertx, http, settings.user(), settings.password());
  }
}
