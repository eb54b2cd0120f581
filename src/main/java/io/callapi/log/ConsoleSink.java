package io.callapi.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;

/** Stderr, where nothing is to be opened again. */
record ConsoleSink(Appender<ILoggingEvent> console) implements Sink {

  @Override
  public boolean write(ILoggingEvent event) {
    console.doAppend(event);
    return true;
  }

  @Override
  public boolean reopen() {
    return true;
  }

  @Override
  public String problem() {
    return "";
  }

  @Override
  public void close() {
    console.stop();
  }
}
