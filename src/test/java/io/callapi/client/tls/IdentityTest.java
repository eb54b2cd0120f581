package io.callapi.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void isACertificateAndItsKey(String algorithm) throws Exception {
    TestCertificate made = TestCertificate.of("a", directory, algorithm, 30);

    Identity identity = Identity.read(vertx, made.into(directory));

    assertThat(identity.certificate()).isEqualTo(made.certificate());
    assertThat(identity.expiry()).isEqualTo(made.certificate().getNotAfter().toInstant());
  }

  @Test
  void namesTheKeyOfAFileThatIsNotThere() throws Exception {
    TlsFiles files = TestCertificate.of("a", directory).into(directory);
    Path none = directory.resolve("none.pem");

    refuses(new TlsFiles(none, files.key()), "ws_server.tls.cert", "is not there: " + none);
    refuses(new TlsFiles(files.certificate(), none), "ws_server.tls.key", "is not there: " + none);
  }

  @Test
  void namesTheKeyOfAFileThatCannotBeRead() throws Exception {
    TlsFiles files = TestCertificate.of("a", directory).into(directory);

    refuses(new TlsFiles(directory, files.key()), "ws_server.tls.cert", "cannot be read");
  }

  @Test
  void namesTheKeyOfAFileThatIsNoPem() throws Exception {
    TlsFiles files = TestCertificate.of("a", directory).into(directory);
    Path other = Files.writeString(directory.resolve("other.pem"), "hello");

    refuses(new TlsFiles(other, files.key()), "ws_server.tls.cert", "has no certificate in PEM");
    refuses(new TlsFiles(files.certificate(), other), "ws_server.tls.key", "has no private key");
  }

  @Test
  void readsNoFileOfMoreThanAMebibyte() throws Exception {
    TlsFiles files = TestCertificate.of("a", directory).into(directory);
    Path large = Files.write(directory.resolve("large.pem"), new byte[1024 * 1024 + 1]);

    refuses(new TlsFiles(large, files.key()), "ws_server.tls.cert", "is too long for a PEM file");
  }

  @Test
  void namesTheKeyWhereWhatIsInsideIsBroken() throws Exception {
    TlsFiles files = TestCertificate.of("a", directory).into(directory);
    Path broken = directory.resolve("broken.pem");

    Files.writeString(broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    refuses(new TlsFiles(broken, files.key()), "ws_server.tls.cert", "cannot be read");
    Files.writeString(broken, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    refuses(new TlsFiles(files.certificate(), broken), "ws_server.tls.key", "that can be read");
  }

  @Test
  void refusesAKeyWithAPassword() throws Exception {
    TlsFiles files = TestCertificate.of("a", directory).into(directory);
    Path locked =
        Files.writeString(
            directory.resolve("l.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n");

    refuses(new TlsFiles(files.certificate(), locked), "ws_server.tls.key", "with a password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void refusesAKeyOfAnotherCertificate(String algorithm) throws Exception {
    TlsFiles files = TestCertificate.of("a", directory).into(directory);
    Path there = Files.createDirectory(directory.resolve("other"));
    TlsFiles others = TestCertificate.of("b", there, algorithm, 30).into(there);

    refuses(
        new TlsFiles(files.certificate(), others.key()),
        "ws_server.tls.key",
        "is not the key of the certificate in " + files.certificate());
  }

  private void refuses(TlsFiles files, String key, String text) {
    assertThatThrownBy(() -> Identity.read(vertx, files))
        .isInstanceOfSatisfying(
            BadTlsFile.class,
            bad -> {
              assertThat(bad.key()).isEqualTo(key);
              assertThat(bad).hasMessageContaining(text);
            });
  }
}
