package io.callapi.command;

import io.callapi.proxy.Cause;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a command came out.
 *
 * @param failure null if it succeeded
 */
record Outcome(String cmdId, String method, @Nullable Cause failure) {

  private static final Logger LOG = LoggerFactory.getLogger(Outcome.class);

  void log() {
    if (failure != null) {
      LOG.info("{} {} failed: {} ({})", method, cmdId, failure.text(), failure.source().wireName());
    }
  }
}
