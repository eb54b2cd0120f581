package io.callapi.config;

import java.util.Map;

/** Where each key was written, for messages: file and line, variable or option. */
record Locations(Map<String, String> byKey) {

  static final Locations NONE = new Locations(Map.of());

  Locations {
    byKey = Map.copyOf(byKey);
  }

  /** The place of a key, else of the nearest section around it, else empty. */
  String of(String key) {
    String place = byKey.get(key);
    if (place != null || key.isEmpty()) {
      return place == null ? "" : place;
    }
    return of(key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('[')))));
  }
}
