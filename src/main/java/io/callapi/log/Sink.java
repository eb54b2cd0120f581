package io.callapi.log;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** Where lines end up. Used by one thread, but for {@link #problem}. */
interface Sink {

  /** False if the line is lost. */
  boolean write(ILoggingEvent event);

  /** Begins a new file where the old one was renamed; true if it can be written. */
  boolean reopen();

  /** What is wrong, in a sentence; empty if nothing is. */
  String problem();

  void close();
}
