package io.callapi.client;

import io.vertx.core.net.KeyCertOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients may do.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param path the HTTP path that accepts WebSocket connections
 * @param origins browsers are let in from these pages, besides the server's own
 * @param tokens a client must show one of them; empty to let everybody in
 * @param maxFrameSize the longest message accepted, in bytes
 * @param maxRunningCommands of one connection
 * @param maxRequestsPerSecond of one connection; 0 for no limit
 * @param limits what a connection may take up
 * @param shards how many instances of the command logic there are on this node
 * @param certificate of this server, for TLS; null for none
 * @param callers tells where clients are
 */
public record ClientSettings(
    String host,
    int port,
    String path,
    Set<String> origins,
    List<String> tokens,
    int maxFrameSize,
    int maxRunningCommands,
    int maxRequestsPerSecond,
    ClientLimits limits,
    int shards,
    @Nullable KeyCertOptions certificate,
    Callers callers) {

  public ClientSettings {
    limits = limits.forMessagesOf(maxFrameSize);
    tokens = List.copyOf(tokens);
  }

  /** Without the tokens, for logs. */
  @Override
  public String toString() {
    return "ClientSettings[host=" + host + ", port=" + port + ", path=" + path + "]";
  }
}
