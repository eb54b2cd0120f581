package io.callapi.doctor;

import io.callapi.config.HostPort;
import io.callapi.config.MiConfig;
import io.callapi.opensips.mi.DatagramMi;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.MiTransports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways to the management of a proxy, as they are configured. */
final class ManagementAccess {

  /**
   * One of them.
   *
   * @param address for people
   * @param host a name or an address
   * @param key what says where it is
   * @param fix what to change where nothing answers
   */
  record Way(
      String address,
      String host,
      String key,
      String fix,
      Supplier<Future<? extends MiTransport>> opening) {}

  private ManagementAccess() {}

  /** Where management is, in the words of the transports. */
  static MiSettings settings(MiConfig mi) {
    return new MiSettings(datagram(mi), mi.httpUrl(), mi.httpUser(), mi.httpPassword());
  }

  /** Each way by itself. */
  static List<Way> ways(Vertx vertx, MiConfig mi) {
    List<Way> ways = new ArrayList<>();
    SocketAddress socket = datagram(mi);
    if (socket != null) {
      String address = "udp:" + mi.url();
      ways.add(
          new Way(
              address,
              socket.host(),
              "mi.url",
              DATAGRAM.formatted(address),
              () -> DatagramMi.open(vertx, socket)));
    }
    URI http = mi.httpUrl();
    if (http != null) {
      int usual = "https".equalsIgnoreCase(http.getScheme()) ? 443 : 80;
      int port = http.getPort() < 0 ? usual : http.getPort();
      ways.add(
          new Way(
              http.toString(),
              http.getHost(),
              "mi.http_url",
              HTTP.formatted(port),
              () -> Future.succeededFuture(MiTransports.overHttp(vertx, settings(mi)))));
    }
    return ways;
  }

  private static @Nullable SocketAddress datagram(MiConfig mi) {
    HostPort url = mi.url();
    return url == null ? null : SocketAddress.inetSocketAddress(url.port(), url.host());
  }

  private static final String DATAGRAM =
      """
      opensips.cfg:  loadmodule "mi_datagram.so"
      opensips.cfg:  modparam("mi_datagram", "socket_name", "%s")
      or, where the proxy listens elsewhere, call-api.yml:  mi.url: HOST:PORT""";

  private static final String HTTP =
      """
      opensips.cfg:  loadmodule "httpd.so"
      opensips.cfg:  modparam("httpd", "port", %d)
      opensips.cfg:  loadmodule "mi_http.so"
      or call-api.yml:  mi.http_url: http://HOST:PORT/mi, mi.http_user, mi.http_password""";
}
