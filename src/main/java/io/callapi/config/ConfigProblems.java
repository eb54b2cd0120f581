package io.callapi.config;

import java.util.ArrayList;
import java.util.List;

/** What has been found wrong so far, each with its place. */
final class ConfigProblems {

  private final Locations locations;
  private final List<Problem> found = new ArrayList<>();

  /**
   * @param before what has been found already
   */
  ConfigProblems(Locations locations, List<Problem> before) {
    this.locations = locations;
    found.addAll(before);
  }

  void add(String key, String text) {
    found.add(new Problem(key, text, locations.of(key)));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }
}
