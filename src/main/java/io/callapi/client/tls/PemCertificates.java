package io.callapi.client.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates in a PEM file. */
final class PemCertificates {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

  private PemCertificates() {}

  /** The first one, which is the server's own (RFC 8446, section 4.4.2). */
  static X509Certificate first(PemFile file) throws BadTlsFile {
    Matcher block = BLOCK.matcher(file.content().toString(StandardCharsets.ISO_8859_1));
    if (!block.find()) {
      throw file.problem("has no whole certificate in PEM: " + file.path());
    }
    byte[] bytes = block.group().getBytes(StandardCharsets.ISO_8859_1);
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (CertificateException e) {
      throw file.problem("has a certificate that cannot be read: " + file.path());
    }
  }
}
