package io.callapi.config;

import io.callapi.net.AddressRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of the section {@code ws_server}: whose word is taken for where a client is.
 *
 * @param proxies reverse proxies; empty for none
 * @param header in which they say it
 */
public record ForwardingConfig(List<AddressRange> proxies, Header header) {

  /** A header that names the clients of a reverse proxy. */
  public enum Header {
    X_FORWARDED_FOR,
    /** RFC 7239. */
    FORWARDED;

    String key() {
      return Values.lowerCase(this).replace('_', '-');
    }
  }

  public ForwardingConfig {
    proxies = List.copyOf(proxies);
  }

  static ForwardingConfig read(Section section) {
    List<String> texts = section.read("trusted_proxies", Values::texts, List.of());
    List<AddressRange> proxies = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        proxies.add(AddressRange.parse(texts.get(i)));
      } catch (IllegalArgumentException e) {
        section.fail("trusted_proxies[" + i + "]", String.valueOf(e.getMessage()));
      }
    }
    Header header =
        section.read(
            "forwarded_header", Values.oneOf(Header.class, Header::key), Header.X_FORWARDED_FOR);
    return new ForwardingConfig(proxies, header);
  }
}
