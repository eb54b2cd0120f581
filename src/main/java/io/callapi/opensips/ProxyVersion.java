package io.callapi.opensips;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of OpenSIPS, as far as it decides what can be asked of it. */
public record ProxyVersion(int major, int minor) implements Comparable<ProxyVersion> {

  private static final Pattern SERVER = Pattern.compile("OpenSIPS \\((\\d+)\\.(\\d+)");

  /** Reads {@code OpenSIPS (3.6.8 (x86_64/linux))}. */
  public static Optional<ProxyVersion> parse(String server) {
    Matcher matcher = SERVER.matcher(server);
    return matcher.find()
        ? Optional.of(
            new ProxyVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** True for that version and those after it. */
  public boolean isAtLeast(ProxyVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(ProxyVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
