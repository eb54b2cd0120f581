package io.callapi.client.tls;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of this server. As a unit it looks at the files now and then, and has new
 * handshakes use what has changed; what cannot be used is told, and the old one stays.
 */
public final class CertificateWatch extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final TlsFiles files;
  private final Duration every;
  private final RenewableKeys keys;
  private @Nullable String seen;
  private @Nullable String told;

  private CertificateWatch(TlsFiles files, Duration every, Identity first) {
    this.files = files;
    this.every = every;
    this.keys = new RenewableKeys(first);
  }

  /** Reads the files, which block for a moment. */
  public static CertificateWatch open(Vertx vertx, TlsFiles files) throws BadTlsFile {
    return open(vertx, files, EVERY);
  }

  /**
   * Reads the files, which block for a moment.
   *
   * @param every how often the files are looked at
   * @throws BadTlsFile naming the key of the configuration
   */
  public static CertificateWatch open(Vertx vertx, TlsFiles files, Duration every)
      throws BadTlsFile {
    Identity first = Identity.read(vertx, files);
    tell("certificate", first);
    return new CertificateWatch(files, every, first);
  }

  /** For the options of a server. */
  public KeyCertOptions options() {
    return KeyCertOptions.wrap(keys);
  }

  /** Until when the certificate is valid that is used now. */
  public Instant expiry() {
    return keys.identity().expiry();
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(every.toMillis(), id -> look());
    return Future.succeededFuture();
  }

  private void look() {
    vertx
        .executeBlocking(() -> Identity.read(vertx, files))
        .onSuccess(this::take)
        .onFailure(this::keep);
  }

  private void take(Identity found) {
    seen = null;
    told = null;
    Buffer used = keys.identity().files();
    if (!found.files().equals(used)) {
      keys.renew(found);
      tell("new certificate", found);
    }
  }

  /** Told once, and not at first sight: the files may be written one after the other. */
  private void keep(Throwable failure) {
    String text =
        failure instanceof BadTlsFile bad ? bad.key() + " " + bad.getMessage() : failure.toString();
    if (text.equals(seen) && !text.equals(told)) {
      told = text;
      LOG.warn("{}; the certificate that was read before stays in use until {}", text, expiry());
    }
    seen = text;
  }

  private static void tell(String what, Identity identity) {
    LOG.info(
        "{} of {}, valid until {}",
        what,
        identity.certificate().getSubjectX500Principal(),
        identity.expiry());
    if (identity.expiry().isBefore(Instant.now())) {
      LOG.warn("ws_server.tls.cert: the certificate is no longer valid; clients will refuse it");
    }
  }
}
