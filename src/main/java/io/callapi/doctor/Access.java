package io.callapi.doctor;

import io.callapi.config.HostPort;
import io.callapi.config.MiConfig;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.MiTransports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The ways to the management interface that a configuration names. */
final class Access {

  private Access() {}

  /** The way that the server would use. */
  static Future<MiTransport> open(Vertx vertx, MiConfig mi) {
    return MiTransports.open(vertx, settings(mi));
  }

  /** HTTP alone, where it is configured beside UDP; null where it is not. */
  static @Nullable Future<MiTransport> openHttp(Vertx vertx, MiConfig mi) {
    return mi.httpUrl() == null || mi.url() == null
        ? null
        : MiTransports.open(
            vertx, new MiSettings(null, mi.httpUrl(), mi.httpUser(), mi.httpPassword()));
  }

  /** Where management is, in words. */
  static String place(MiConfig mi) {
    return mi.url() != null ? "udp:" + mi.url() : String.valueOf(mi.httpUrl());
  }

  /** An address by which the route to the proxy is found. */
  static SocketAddress peer(MiConfig mi) {
    return settings(mi).peer();
  }

  private static MiSettings settings(MiConfig mi) {
    HostPort url = mi.url();
    SocketAddress socket =
        url == null ? null : SocketAddress.inetSocketAddress(url.port(), url.host());
    return new MiSettings(socket, mi.httpUrl(), mi.httpUser(), mi.httpPassword());
  }
}
