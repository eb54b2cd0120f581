package io.callapi.client.api;

import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is, and how it is talked to.
 *
 * @param url such as {@code ws://localhost:5059/call-api}
 * @param token an access token; null where the server has none
 * @param trust whose certificates are accepted; null for the authorities that Java knows
 * @param anyName whether a certificate may be for another name than that of the URL
 * @param keep for how long the server is to keep the session of a lost connection
 */
public record ClientOptions(
    String url,
    @Nullable String token,
    @Nullable TrustOptions trust,
    boolean anyName,
    Duration keep) {

  private static final Duration USUAL_KEEP = Duration.ofMinutes(2);

  /** A server that lets everybody in. */
  public static ClientOptions of(String url) {
    return new ClientOptions(url, null, null, false, USUAL_KEEP);
  }

  /** With an access token. */
  public ClientOptions withToken(@Nullable String another) {
    return new ClientOptions(url, another, trust, anyName, keep);
  }

  /** With certificates of its own. */
  public ClientOptions withTrust(@Nullable TrustOptions another, boolean ofAnyName) {
    return new ClientOptions(url, token, another, ofAnyName, keep);
  }

  /** With a session that is kept so long. */
  public ClientOptions withKeep(Duration another) {
    return new ClientOptions(url, token, trust, anyName, another);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return url;
  }
}
