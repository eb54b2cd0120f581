package io.callapi.config;

import java.util.List;

/**
 * A configuration, with where it comes from.
 *
 * @param found the file
 * @param values each key, in the order of the sections
 */
public record Loaded(CallApiConfig config, Found found, List<EffectiveValue> values) {

  public Loaded {
    values = List.copyOf(values);
  }

  /** Where the configuration is, for people. */
  public String place() {
    return found.toString();
  }
}
