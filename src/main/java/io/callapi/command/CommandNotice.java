package io.callapi.command;

import io.callapi.bus.Address;
import io.callapi.proxy.Cause;
import org.jspecify.annotations.Nullable;

/** What a running command tells its client. */
public sealed interface CommandNotice {

  /**
   * {@code callapi.client.<session>} (send): in the order of the stages; {@link Ended} comes last,
   * exactly once. Lost if the client has gone.
   */
  Address.Family<CommandNotice, Void> ADDRESS =
      new Address.Family<>("callapi.client", CommandNotice.class, Void.class);

  String cmdId();

  String method();

  /** What the client has put to the command for itself; null for nothing. */
  @Nullable String tag();

  /**
   * A stage was reached.
   *
   * @param data a record or a map; null where the stage has none
   */
  record Progress(
      String cmdId, String method, @Nullable String tag, String event, @Nullable Object data)
      implements CommandNotice {

    /** Of a command without a tag. */
    public Progress(String cmdId, String method, String event, @Nullable Object data) {
      this(cmdId, method, null, event, data);
    }
  }

  /** The command has failed; at most once, right before {@link Ended}. */
  record Failed(String cmdId, String method, @Nullable String tag, Cause cause)
      implements CommandNotice {

    /** Of a command without a tag. */
    public Failed(String cmdId, String method, Cause cause) {
      this(cmdId, method, null, cause);
    }
  }

  /** The command is over. */
  record Ended(String cmdId, String method, @Nullable String tag) implements CommandNotice {

    /** Of a command without a tag. */
    public Ended(String cmdId, String method) {
      this(cmdId, method, null);
    }
  }
}
