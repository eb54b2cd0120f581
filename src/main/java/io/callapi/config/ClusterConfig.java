package io.callapi.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code cluster}, for a server that joins others.
 *
 * @param secret what the nodes sign their messages with; null to take none from others
 * @param port of the event bus; 0 for any free one
 * @param tlsCertificate the certificate of this node (PEM); null, like the next two, for no TLS
 * @param tlsKey its private key (PEM)
 * @param tlsAuthority the certificate that those of all nodes are signed with (PEM)
 */
public record ClusterConfig(
    @Nullable String secret,
    int port,
    @Nullable Path tlsCertificate,
    @Nullable Path tlsKey,
    @Nullable Path tlsAuthority) {

  private static final int SHORTEST_SECRET = 32;

  /** The files that make the event bus use TLS, both ways. */
  public record Tls(Path certificate, Path key, Path authority) {}

  public ClusterConfig {
    Checks checks =
        new Checks()
            .require(
                secret == null || secret.length() >= SHORTEST_SECRET,
                "secret",
                "must be at least "
                    + SHORTEST_SECRET
                    + " characters; `openssl rand -hex 32` makes one")
            .port("port", port);
    long files = Stream.of(tlsCertificate, tlsKey, tlsAuthority).filter(f -> f != null).count();
    String text = "is missing: TLS needs all three";
    checks
        .require(tlsCertificate != null || files == 0, "tls_certificate", text)
        .require(tlsKey != null || files == 0, "tls_key", text)
        .require(tlsAuthority != null || files == 0, "tls_authority", text)
        .done();
  }

  /** Null for no TLS. */
  public @Nullable Tls tls() {
    return tlsCertificate == null || tlsKey == null || tlsAuthority == null
        ? null
        : new Tls(tlsCertificate, tlsKey, tlsAuthority);
  }

  /**
   * Before the files of TLS are used.
   *
   * @throws ConfigException naming those that cannot be read
   */
  public void requireReadableFiles() {
    Checks checks = new Checks();
    readable(checks, "cluster.tls_certificate", tlsCertificate);
    readable(checks, "cluster.tls_key", tlsKey);
    readable(checks, "cluster.tls_authority", tlsAuthority);
    checks.done();
  }

  private static void readable(Checks checks, String key, @Nullable Path file) {
    checks.require(
        file == null || Files.isReadable(file),
        key,
        "must be a file that can be read, not " + file);
  }

  /**
   * For a server whose event bus somebody else has made.
   *
   * @throws ConfigException if TLS is asked for, which would be missing then without a word
   */
  public void requireNoTls() {
    new Checks()
        .require(tls() == null, "cluster.tls_key", "is for serve --cluster, not for vertx run")
        .done();
  }

  /** Without the secret: this text ends up in logs. */
  @Override
  public String toString() {
    return "ClusterConfig[port=" + port + ", tls=" + (tls() != null) + "]";
  }
}
