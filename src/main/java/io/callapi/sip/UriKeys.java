package io.callapi.sip;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words by which patterns for URIs are found: a pattern that matches a URI has one of its words.
 * The reverse need not hold.
 */
public final class UriKeys {

  private UriKeys() {}

  /** The words of a URI; none where there is no URI. */
  public static Set<String> of(@Nullable String uri) {
    return uri == null ? Set.of() : UriComparison.keys(uri);
  }

  static Set<String> of(UriPattern pattern) {
    Set<String> keys = new LinkedHashSet<>();
    if (pattern.host() != null) {
      keys.add(UriComparison.hostKey(pattern.host()));
    } else if (pattern.user() != null) {
      keys.addAll(UriComparison.userKeys(pattern.user()));
    } else {
      keys.add(UriComparison.wholeKey(pattern.text()));
    }
    return keys;
  }
}
