package io.callapi.client.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a client shows to resume a session: where that is, and a secret of 256 random bits.
 *
 * @param node that has the session; empty outside of a cluster
 * @param session its name
 */
public record SessionToken(String node, String session, String secret) {

  private static final int SECRET_BYTES = 32;

  /** A new one. */
  static SessionToken make(SecureRandom random, String node, String session) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new SessionToken(
        node, session, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** What a client has sent; nothing if it is no token of this program. */
  public static Optional<SessionToken> parse(String text) {
    int secret = text.lastIndexOf('.');
    int session = text.lastIndexOf('.', secret - 1);
    return session < 0 || secret < 1
        ? Optional.empty()
        : Optional.of(
            new SessionToken(
                text.substring(0, session),
                text.substring(session + 1, secret),
                text.substring(secret + 1)));
  }

  /** As the client gets it. */
  public String text() {
    return node + "." + session + "." + secret;
  }

  /** What is kept of the secret, and sent to other nodes. */
  public String hash() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether two hashes are the same, in a time that tells nothing of how much of them is. */
  static boolean matches(String hash, String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the secret, for logs. */
  @Override
  public String toString() {
    return "SessionToken[session=" + session + "]";
  }
}
