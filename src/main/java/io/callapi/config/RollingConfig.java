package io.callapi.config;

/**
 * Keys of the sections {@code log} and {@code audit}: when a file is full, and what is kept.
 *
 * @param maxFileSize in bytes; 0 for no end
 * @param keepDays 0 for ever
 * @param maxTotalSize of the files that are kept, in bytes; 0 for no limit
 */
public record RollingConfig(int maxFileSize, int keepDays, int maxTotalSize) {

  private static final int LEAST = 1024;

  public RollingConfig {
    new Checks()
        .require(
            maxFileSize == 0 || maxFileSize >= LEAST,
            "max_file_size",
            "must be %d bytes or more, or 0 for no end, not %d".formatted(LEAST, maxFileSize))
        .range("keep_days", keepDays, 0, 36_500)
        .range("max_total_size", maxTotalSize, 0, Integer.MAX_VALUE)
        .done();
  }

  /** What is so for the log. */
  static RollingConfig ofLog() {
    return new RollingConfig(64 * 1024 * 1024, 30, 1024 * 1024 * 1024);
  }

  /** What is so for the audit file, of which nothing goes by itself. */
  static RollingConfig ofAudit() {
    return new RollingConfig(64 * 1024 * 1024, 0, 0);
  }

  /** What the section says; the defaults if some of it is wrong, which is noted there. */
  static RollingConfig read(Section section, RollingConfig other) {
    int size = section.read("max_file_size", Values::integer, other.maxFileSize);
    int days = section.read("keep_days", Values::integer, other.keepDays);
    int total = section.read("max_total_size", Values::integer, other.maxTotalSize);
    return section.makePart(() -> new RollingConfig(size, days, total)).orElse(other);
  }
}
