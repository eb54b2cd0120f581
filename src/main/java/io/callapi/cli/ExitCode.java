package io.callapi.cli;

/** What the process tells the shell. */
final class ExitCode {

  static final int OK = 0;

  /** The command failed, or the program did. */
  static final int FAILED = 1;

  /** Wrong options or a wrong configuration. */
  static final int USAGE = 2;

  /** The server cannot be reached, or went away before the end. */
  static final int UNREACHABLE = 3;

  private ExitCode() {}
}
