package io.callapi.command;

import io.callapi.bus.Address;

/** What a running command can be told or asked. */
public sealed interface CommandSignal {

  /**
   * {@code callapi.command.<cmd_id>} (request): one running command; nobody there once it ended.
   */
  Address.Family<CommandSignal, CommandStatus> ADDRESS =
      new Address.Family<>("callapi.command", CommandSignal.class, CommandStatus.class);

  /** How is it going? */
  record StatusQuery() implements CommandSignal {}

  /** Take back what was begun, and end. */
  record Cancel(String reason) implements CommandSignal {}

  /** A client has disconnected; if nobody else is told, configuration says what follows. */
  record ClientGone(String session) implements CommandSignal {}

  /** A client has sent the same request: it is told what was told so far, and all that follows. */
  record Join(String session) implements CommandSignal {}
}
