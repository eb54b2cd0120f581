package io.callapi.cli;

import java.net.URI;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The address of a server, as it is written. */
final class ServerUrl {

  private ServerUrl() {}

  static String of(boolean tls, String host, int port, String path) {
    String uriHost = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    return (tls ? "wss://" : "ws://") + uriHost + ":" + port + path;
  }

  /** The same for a client: a server that listens on all addresses is on this machine. */
  static String toConnect(boolean tls, String host, int port, String path) {
    boolean all = host.equals("0.0.0.0") || host.equals("::");
    return of(tls, all ? "localhost" : host, port, path);
  }

  /** The address itself if it is one of a WebSocket, else an error of usage. */
  static String checked(CommandLine command, String url) {
    try {
      URI uri = URI.create(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() != null
          && uri.getPort() != 0
          && (scheme.equals("ws") || scheme.equals("wss"))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ParameterException(
        command, "Not an address such as ws://localhost:5059/call-api: " + url);
  }
}
