package io.callapi.calls;

import io.callapi.sip.CallId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells the call that comes of a REFER from all others, also after this program was restarted: it
 * is put into the address that the phone is referred to, and the phone copies it into its INVITE.
 */
public final class ReferMark {

  private static final int BYTES = 8;

  private ReferMark() {}

  /** The mark of a CallStart: 16 hexadecimal digits, which say nothing about the command id. */
  public static String ofStart(String cmdId) {
    return digest(cmdId);
  }

  /** The mark of a transfer of a call; no command id has a space. */
  public static String ofTransfer(CallId call) {
    return digest("transfer of " + call);
  }

  private static String digest(String text) {
    byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
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
