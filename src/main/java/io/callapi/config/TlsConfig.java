package io.callapi.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code ws_server.tls}.
 *
 * @param certificate the certificate of this server and those that lead to its authority (PEM)
 * @param key its private key (PEM)
 */
public record TlsConfig(Path certificate, Path key) {

  /** Nothing for no TLS, and where only one of both is there, which is noted. */
  static Optional<TlsConfig> read(Section section) {
    Optional<Path> certificate = section.read("cert", Values::path);
    Optional<Path> key = section.read("key", Values::path);
    section.refuseUnknownKeys();
    String text = "is missing: TLS needs a certificate and its key";
    if (certificate.isPresent() && !section.has("key")) {
      section.fail("key", text);
    }
    if (key.isPresent() && !section.has("cert")) {
      section.fail("cert", text);
    }
    return certificate.flatMap(cert -> key.map(its -> new TlsConfig(cert, its)));
  }
}
