package io.callapi.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of each command and refusal, in the log and in the audit file if there is one. */
public final class CommandLog {

  /** What goes to the audit file alone. */
  public static final String AUDIT = "audit";

  private final Logger log = LoggerFactory.getLogger("io.callapi.commands");
  private final Logger audit = LoggerFactory.getLogger(AUDIT);

  /** One line each; it takes no time here. */
  public void tell(CommandEntry entry) {
    log.info("{}", entry);
    audit.trace("{}", entry);
  }
}
