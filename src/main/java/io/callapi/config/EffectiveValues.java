package io.callapi.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes what each key is while the configuration is read, in the order of reading. */
final class EffectiveValues {

  static final String HIDDEN = "(hidden)";

  private static final String DEFAULT = "default";

  private final Locations locations;
  private final Map<String, EffectiveValue> byKey = new LinkedHashMap<>();

  EffectiveValues(Locations locations) {
    this.locations = locations;
  }

  /** Somebody has said what the key is to be. */
  void given(String key, Object value) {
    String place = locations.of(key);
    note(key, value, place.isEmpty() ? "given" : place);
  }

  /** Somebody has, and nobody is to see it. */
  void secret(String key, Object value) {
    given(key, value instanceof List<?> list ? list.stream().map(each -> HIDDEN).toList() : HIDDEN);
  }

  void byDefault(String key, @Nullable Object value) {
    note(key, value, DEFAULT);
  }

  /** What follows from other keys, for one that nobody has set. */
  void derived(String key, Object value) {
    EffectiveValue known = byKey.get(key);
    if (known != null && known.value() == null) {
      byDefault(key, value);
    }
  }

  private void note(String key, @Nullable Object value, String origin) {
    byKey.put(key, new EffectiveValue(key, value == null ? null : plain(value), origin));
  }

  List<EffectiveValue> all() {
    return new ArrayList<>(byKey.values());
  }

  /** The value as a file would have it. */
  private static Object plain(Object value) {
    if (value instanceof List || value instanceof Number) {
      return value;
    }
    if (value instanceof Duration duration) {
      return Durations.text(duration);
    }
    if (value instanceof Enum<?> constant && !(value instanceof LogLevel)) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    return value.toString();
  }
}
