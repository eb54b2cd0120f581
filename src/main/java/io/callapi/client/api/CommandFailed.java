package io.callapi.client.api;

import io.callapi.client.api.Notice.Cause;

/** A command has told an error. */
public final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Cause why;

  CommandFailed(String line, Cause why) {
    super(line);
    this.why = why;
  }

  public Cause why() {
    return why;
  }
}
