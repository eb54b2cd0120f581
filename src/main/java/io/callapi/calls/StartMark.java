package io.callapi.calls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells the call that comes of a CallStart from all others, also after this program was restarted:
 * it is put into the address that the phone is referred to, and the phone copies it into its
 * INVITE.
 */
public final class StartMark {

  private static final int BYTES = 8;

  private StartMark() {}

  /** The mark of a command: 16 hexadecimal digits, which say nothing about the command id. */
  public static String of(String cmdId) {
    byte[] digest = sha256().digest(cmdId.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
