package io.callapi.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code log}.
 *
 * @param filePath null for the standard error output
 */
public record LogConfig(@Nullable Path filePath, LogLevel level) {}
