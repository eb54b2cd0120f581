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

  /**
   * A stage was reached.
   *
   * @param data a record or a map; null where the stage has none
   */
  record Progress(String cmdId, String method, String event, @Nullable Object data)
      implements CommandNotice {}

  /** The command has failed; at most once, right before {@link Ended}. */
  record Failed(String cmdId, String method, Cause cause) implements CommandNotice {}

  /** The command is over. */
  record Ended(String cmdId, String method) implements CommandNotice {}
}
