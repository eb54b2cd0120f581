package io.callapi.client.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Who this server is: a certificate and its key, which fit each other.
 *
 * @param keys gives them to Java's TLS under one name
 * @param certificate the server's own
 * @param files what both were read from
 */
record Identity(X509ExtendedKeyManager keys, X509Certificate certificate, Buffer files) {

  private static final String CERT_KEY = "ws_server.tls.cert";
  private static final String KEY_KEY = "ws_server.tls.key";
  private static final String EC_SIGNATURE = "SHA256withECDSA";
  private static final byte[] SAMPLE = "Call API".getBytes(StandardCharsets.US_ASCII);

  /** Reads both files; what is wrong is told by the key of the configuration. */
  static Identity read(Vertx vertx, TlsFiles files) throws BadTlsFile {
    PemFile certificate = PemFile.read(CERT_KEY, files.certificate());
    PemFile key = PemFile.read(KEY_KEY, files.key());
    if (!certificate.has("-----BEGIN CERTIFICATE-----")) {
      throw certificate.problem("has no certificate in PEM: " + files.certificate());
    }
    if (key.has("ENCRYPTED")) {
      throw key.problem("is a key with a password, which nobody can enter: " + files.key());
    }
    if (!key.has("PRIVATE KEY-----")) {
      throw key.problem("has no private key in PEM: " + files.key());
    }
    return made(vertx, certificate, key);
  }

  private static Identity made(Vertx vertx, PemFile certificate, PemFile key) throws BadTlsFile {
    X509Certificate own = PemCertificates.first(certificate);
    PemKeyCertOptions pem =
        new PemKeyCertOptions().addCertValue(certificate.content()).addKeyValue(key.content());
    try {
      X509ExtendedKeyManager keys = keysOf(vertx, pem);
      String name = pem.loadKeyStore(vertx).aliases().nextElement();
      if (!fits(keys.getPrivateKey(name), own.getPublicKey())) {
        throw unfit(certificate, key);
      }
      Buffer both = Buffer.buffer().appendBuffer(certificate.content()).appendBuffer(key.content());
      return new Identity(keys, own, both);
    } catch (BadTlsFile e) {
      throw e;
    } catch (IllegalArgumentException e) { // of a key store: of another algorithm
      throw unfit(certificate, key);
    } catch (Exception e) { // what Vert.x throws has no type of its own
      throw key.problem(
          "has no private key of RSA or EC that can be read: " + key.path() + ": " + e);
    }
  }

  private static BadTlsFile unfit(PemFile certificate, PemFile key) {
    return key.problem(
        "is not the key of the certificate in %s: %s".formatted(certificate.path(), key.path()));
  }

  private static X509ExtendedKeyManager keysOf(Vertx vertx, PemKeyCertOptions pem)
      throws Exception {
    for (KeyManager manager : pem.getKeyManagerFactory(vertx).getKeyManagers()) {
      if (manager instanceof X509ExtendedKeyManager keys) {
        return keys;
      }
    }
    throw new GeneralSecurityException("no keys");
  }

  private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    if (key instanceof RSAKey ours && certified instanceof RSAKey theirs) {
      return ours.getModulus().equals(theirs.getModulus());
    }
    if (!(key instanceof ECKey && certified instanceof ECKey)) {
      return false;
    }
    Signature signing = Signature.getInstance(EC_SIGNATURE);
    signing.initSign(key);
    signing.update(SAMPLE);
    Signature checking = Signature.getInstance(EC_SIGNATURE);
    checking.initVerify(certified);
    checking.update(SAMPLE);
    return checking.verify(signing.sign());
  }

  /** Until when it is valid. */
  Instant expiry() {
    return certificate.getNotAfter().toInstant();
  }
}
