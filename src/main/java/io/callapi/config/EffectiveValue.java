package io.callapi.config;

import org.jspecify.annotations.Nullable;

/**
 * One key as it holds.
 *
 * @param key the full key, for instance {@code ws_server.port}
 * @param value a text, a number or a list of texts; null where there is none
 * @param origin file and line, variable or option; "default" where nobody says anything
 */
public record EffectiveValue(String key, @Nullable Object value, String origin) {}
