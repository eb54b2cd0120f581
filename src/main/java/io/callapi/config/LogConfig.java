package io.callapi.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sections {@code log} and {@code audit}.
 *
 * @param filePath null for the standard error output
 * @param auditPath null for no audit
 */
public record LogConfig(
    @Nullable Path filePath,
    LogLevel level,
    LogFormat format,
    LogParties parties,
    RollingConfig rolling,
    @Nullable Path auditPath,
    RollingConfig auditRolling) {

  public LogConfig {
    new Checks()
        .require(
            auditPath == null || !auditPath.equals(filePath),
            "file_path",
            "must be another file than that of the log, not " + auditPath)
        .done();
  }

  /** As text, without an audit. */
  public LogConfig(@Nullable Path filePath, LogLevel level) {
    this(
        filePath,
        level,
        LogFormat.TEXT,
        LogParties.SHOWN,
        RollingConfig.ofLog(),
        null,
        RollingConfig.ofAudit());
  }

  static Optional<LogConfig> read(Section log, Section audit) {
    var filePath = log.read("file_path", Values::path);
    LogLevel level = log.read("level", Values.oneOf(LogLevel.class, LogLevel::name), LogLevel.INFO);
    LogFormat format =
        log.read("format", Values.oneOf(LogFormat.class, Values::lowerCase), LogFormat.TEXT);
    LogParties parties =
        log.read("parties", Values.oneOf(LogParties.class, Values::lowerCase), LogParties.SHOWN);
    RollingConfig rolling = RollingConfig.read(log, RollingConfig.ofLog());
    log.refuseUnknownKeys();
    var auditPath = audit.read("file_path", Values::path);
    RollingConfig auditRolling = RollingConfig.read(audit, RollingConfig.ofAudit());
    return audit.make(
        () ->
            new LogConfig(
                filePath.orElse(null),
                level,
                format,
                parties,
                rolling,
                auditPath.orElse(null),
                auditRolling));
  }
}
