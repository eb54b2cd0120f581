package io.callapi.method;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What a client can do with its session. Each fails with a {@link MethodFailure}. */
public interface OwnSession extends Recipient {

  /**
   * A session that was opened.
   *
   * @param session its name, for logs
   * @param token the secret that resumes it
   * @param seq the number of the last notification
   * @param keep for how many milliseconds it is kept without a connection
   */
  record Opened(String session, String token, long seq, long keep) {

    /** Without the token. */
    @Override
    public String toString() {
      return "Opened[session=" + session + "]";
    }
  }

  /**
   * A session that goes on.
   *
   * @param seq the number of the last notification so far
   * @param gap whether something is missing
   * @param firstSeq the number of the first notification that follows; null where nothing is
   *     missing
   */
  record Resumed(String session, long seq, long keep, boolean gap, @Nullable Long firstSeq) {}

  /** A session that is over. */
  record Closed(String session) {}

  /** Whether it was opened, so that it keeps what it is told. */
  boolean isOpened();

  /**
   * Outlives its connection from now on.
   *
   * @param keepMillis how long without one, if it may be so long
   */
  Future<Opened> open(long keepMillis);

  /** The connection goes on with another session. */
  Future<Resumed> resume(String token, long lastSeq);

  /** Ends it; its connection goes on with a new one. */
  Future<Closed> close();
}
