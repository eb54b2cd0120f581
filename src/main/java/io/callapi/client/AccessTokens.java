package io.callapi.client;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may use this server: everybody if it has no tokens, else who shows one of them (RFC 6750).
 *
 * <p>Browsers cannot set the header of a handshake; they offer the token as a subprotocol.
 */
final class AccessTokens {

  /** The one that is selected, so that a token is never sent back. */
  static final String SUBPROTOCOL = "call-api.v1";

  private static final String TOKEN_SUBPROTOCOL = "call-api.bearer.";
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);

  private final List<byte[]> tokens;

  AccessTokens(List<String> tokens) {
    this.tokens = tokens.stream().map(AccessTokens::bytes).toList();
  }

  /** Whether a connection may be opened by a handshake with these headers. */
  boolean accepts(MultiMap handshake) {
    return accepts(handshake.get("Authorization"))
        || isKnown(offered(handshake.get("Sec-WebSocket-Protocol")));
  }

  /** Whether a request with this header may be answered. */
  boolean accepts(@Nullable String authorization) {
    return tokens.isEmpty() || isKnown(inHeader(authorization));
  }

  private static @Nullable String inHeader(@Nullable String authorization) {
    Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization.strip());
    return bearer.matches() ? bearer.group(1) : null;
  }

  private static @Nullable String offered(@Nullable String subprotocols) {
    List<String> names =
        Arrays.stream(subprotocols == null ? new String[0] : subprotocols.split(","))
            .map(String::strip)
            .toList();
    // Alone it could not be answered, and what cannot be answered is logged by Netty.
    return names.stream()
        .filter(name -> name.startsWith(TOKEN_SUBPROTOCOL) && names.contains(SUBPROTOCOL))
        .map(name -> name.substring(TOKEN_SUBPROTOCOL.length()))
        .findFirst()
        .orElse(null);
  }

  /** Takes the same time wherever a token differs, and whichever it is. */
  private boolean isKnown(@Nullable String shown) {
    if (shown == null) {
      return false;
    }
    byte[] bytes = bytes(shown);
    boolean known = false;
    for (byte[] token : tokens) {
      known |= MessageDigest.isEqual(token, bytes);
    }
    return known;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
