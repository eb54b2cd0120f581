package io.callapi.opensips.mi;

import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.flow.Pace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;

/** Opens the way to a management interface that the settings ask for. */
public final class MiTransports {

  private MiTransports() {}

  /** Opens the sockets, with a pace of its own. */
  public static Future<MiTransport> open(Vertx vertx, MiSettings settings) {
    return open(vertx, settings, new Pace(FlowLimits.defaults()));
  }

  /**
   * Opens the sockets; whether anybody answers is not known before a reply.
   *
   * @param pace learns from the replies; from those over HTTP only if there is no other way
   */
  public static Future<MiTransport> open(Vertx vertx, MiSettings settings, Pace pace) {
    URI http = settings.http();
    if (settings.datagram() == null) {
      return Future.succeededFuture(overHttp(vertx, settings, pace));
    }
    Future<DatagramMi> datagram = DatagramMi.open(vertx, settings.datagram(), pace);
    return http == null
        ? datagram.map(mi -> mi)
        : datagram.map(mi -> new DualMi(mi, overHttp(vertx, settings)));
  }

  /** HTTP alone, whether there is a socket or not. */
  public static HttpMi overHttp(Vertx vertx, MiSettings settings) {
    return overHttp(vertx, settings, new Pace(FlowLimits.defaults()));
  }

  private static HttpMi overHttp(Vertx vertx, MiSettings settings, Pace pace) {
    URI http = settings.http();
    if (http == null) {
      throw new IllegalArgumentException("no HTTP address");
    }
    return new HttpMi(vertx, http, settings.user(), settings.password(), pace);
  }
}
