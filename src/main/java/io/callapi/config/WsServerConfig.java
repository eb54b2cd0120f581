package io.callapi.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code ws_server}: where clients connect, and how much each connection may ask.
 *
 * @param port 0 for any free port
 * @param origins the pages' origins let in; empty for this server's own
 * @param tokens a client must show one of them; empty for no authentication
 * @param maxFrameSize in bytes
 * @param maxRunningCommands per connection
 * @param maxRequestsPerSecond per connection; 0 for no limit
 * @param connections what a connection may take up
 * @param tls null for none
 * @param forwarding which reverse proxies say where clients are
 */
public record WsServerConfig(
    String host,
    int port,
    String httpPath,
    List<String> origins,
    List<String> tokens,
    int maxFrameSize,
    int maxRunningCommands,
    int maxRequestsPerSecond,
    DisconnectPolicy onDisconnect,
    ConnectionsConfig connections,
    @Nullable TlsConfig tls,
    ForwardingConfig forwarding) {

  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~!$&'()+,;=@%-]*");
  private static final Pattern HTTP_ORIGIN =
      Pattern.compile("https?://(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::[0-9]+)?");

  // Extensions and apps have a scheme of their own, files none but that, sandboxed frames "null"
  // (RFC 6454, section 6.2; HTML, section 7.1.1).
  private static final Pattern OTHER_ORIGIN =
      Pattern.compile("null|(?!https?:)[a-z][a-z0-9+.-]*://[A-Za-z0-9._~-]*(?::[0-9]+)?");

  // What both a header (RFC 6750, section 2.1) and a subprotocol (RFC 6455, section 4.1) can hold.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{16,512}");

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(?:\\.[0-9]{1,3}){3}|::1");

  public WsServerConfig {
    origins = List.copyOf(origins);
    tokens = List.copyOf(tokens);
    Checks checks =
        new Checks()
            .host("host", host)
            .port("port", port)
            .require(
                PATH.matcher(httpPath).matches(),
                "http_path",
                "must be a path such as /call-api, not " + httpPath)
            .range("max_frame_size", maxFrameSize, 1024, 16 * 1024 * 1024)
            .range("max_running_commands", maxRunningCommands, 1, 1_000_000)
            .range("max_requests_per_second", maxRequestsPerSecond, 0, 10_000_000);
    for (int i = 0; i < origins.size(); i++) {
      checks.require(
          isOrigin(origins.get(i)),
          "origins[" + i + "]",
          "must be an origin such as https://crm.example.com, chrome-extension://abcdef, file:// or"
              + " null, in lower case and without a path, not "
              + origins.get(i));
    }
    for (int i = 0; i < tokens.size(); i++) {
      checks.require(
          TOKEN.matcher(tokens.get(i)).matches(),
          "tokens[" + i + "]",
          "must be 16 to 512 characters out of A-Z a-z 0-9 - . _ ~; `openssl rand -hex 32` makes"
              + " one");
    }
    checks.done();
  }

  private static boolean isOrigin(String text) {
    return HTTP_ORIGIN.matcher(text).matches() || OTHER_ORIGIN.matcher(text).matches();
  }

  /** Whether other machines can steer calls without showing who they are. */
  public boolean isOpenToOthers() {
    return tokens.isEmpty() && !LOOPBACK.matcher(host).matches();
  }

  /** The same without TLS, for a server of this process alone. */
  public WsServerConfig withoutTls() {
    return new WsServerConfig(
        host,
        port,
        httpPath,
        origins,
        tokens,
        maxFrameSize,
        maxRunningCommands,
        maxRequestsPerSecond,
        onDisconnect,
        connections,
        null,
        forwarding);
  }

  /** Without the tokens: this text ends up in logs. */
  @Override
  public String toString() {
    return "WsServerConfig[host=" + host + ", port=" + port + ", httpPath=" + httpPath + "]";
  }
}
