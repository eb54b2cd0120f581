package io.callapi.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A line for the standard error and the exit code that goes with it.
 *
 * <p>Made beforehand: once memory has run out, nothing can be allocated any more, and the log may
 * be what is stuck.
 */
final class LastWords {

  /** Ends the process: {@link Runtime#halt} in earnest, something harmless in tests. */
  @FunctionalInterface
  interface Halt {
    void now(LastWords words);
  }

  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  private final byte[] line;
  private final int code;

  LastWords(int code, String reason) {
    this.code = code;
    this.line =
        "call-api: %s; exit code %d%n".formatted(reason, code).getBytes(StandardCharsets.UTF_8);
  }

  int code() {
    return code;
  }

  @Override
  public String toString() {
    return new String(line, StandardCharsets.UTF_8).strip();
  }

  /** Says them and ends the process at once: no hook runs, no thread is waited for. */
  void sayAndHalt() {
    try {
      STDERR.write(line);
    } catch (IOException e) {
      // Nobody listens: the exit code remains.
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
