package io.callapi.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are accepted.
 *
 * @param certificates null for the authorities that Java knows
 * @param anyName whether a certificate may be of another name than the server has in its address
 */
record Trust(@Nullable PemTrustOptions certificates, boolean anyName) {

  static final Trust USUAL = new Trust(null, false);

  private static final String END = "-----END CERTIFICATE-----";

  /** Of the authorities in a PEM file. */
  static Trust in(Path authorities) {
    return new Trust(new PemTrustOptions().addCertPath(authorities.toString()), false);
  }

  /**
   * Of a server whose certificate is at hand: that one only, which is the first in its file, and
   * not what its authority has signed beside it. It may be asked by another name, such as
   * localhost.
   */
  static Trust itself(Path certificate) {
    try {
      String text = Files.readString(certificate);
      int end = text.indexOf(END);
      return end < 0 ? USUAL : first(text.substring(0, end + END.length()));
    } catch (IOException e) {
      return USUAL; // what Java makes of it is told when the connection fails
    }
  }

  private static Trust first(String pem) {
    return new Trust(new PemTrustOptions().addCertValue(Buffer.buffer(pem)), true);
  }
}
