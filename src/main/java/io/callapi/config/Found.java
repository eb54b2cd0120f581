package io.callapi.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration file is used, and which ones might have been.
 *
 * @param file the one that is read; null where there is none
 * @param lookedIn where it was looked for, in order; empty if it was named
 * @param passedOver those that are there as well, and are not read
 */
public record Found(@Nullable Path file, List<Path> lookedIn, List<Path> passedOver) {

  public Found {
    lookedIn = List.copyOf(lookedIn);
    passedOver = List.copyOf(passedOver);
  }

  static Found named(Path file) {
    return new Found(file, List.of(), List.of());
  }

  /** For people, such as {@code /etc/call-api.yml}. */
  @Override
  public String toString() {
    if (file == null) {
      return "no file, so the defaults hold; looked for " + list(lookedIn);
    }
    String path = file.toAbsolutePath().normalize().toString();
    return passedOver.isEmpty() ? path : path + "; not read: " + list(passedOver);
  }

  private static String list(List<Path> files) {
    return files.stream()
        .map(each -> each.toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(", "));
  }
}
