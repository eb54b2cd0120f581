package io.callapi.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code commands}: what clients can still see of commands that have ended.
 *
 * @param keepEnded for how long
 */
public record CommandsConfig(Duration keepEnded) {

  /** So long their ids are taken. */
  private static final Duration MIN = Duration.ofMinutes(1);

  public CommandsConfig {
    new Checks().duration("keep_ended", keepEnded, MIN).done();
  }

  static Optional<CommandsConfig> read(Section section) {
    Duration keep = ConfigReader.duration(section, "keep_ended", 600);
    return section.make(() -> new CommandsConfig(keep));
  }
}
