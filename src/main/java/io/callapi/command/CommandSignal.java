package io.callapi.command;

import io.callapi.bus.Address;
import io.callapi.cluster.NodeService;
import io.callapi.cluster.NodeService.WireType;
import java.util.List;

/** What a running command can be told or asked. */
public sealed interface CommandSignal {

  /**
   * {@code callapi.command.<cmd_id>} (request): one running command; nobody there once it ended.
   */
  Address.Family<CommandSignal, CommandStatus> ADDRESS =
      new Address.Family<>("callapi.command", CommandSignal.class, CommandStatus.class);

  /** What other nodes may send there; whether a client is gone its own node knows alone. */
  NodeService<CommandSignal, CommandStatus> FROM_NODES =
      new NodeService<>(
          ADDRESS,
          List.of(
              new WireType<>("command.status/1", StatusQuery.class),
              new WireType<>("command.cancel/1", Cancel.class)),
          new WireType<>("command.state/1", CommandStatus.class),
          true);

  /** How is it going? */
  record StatusQuery() implements CommandSignal {}

  /** Take back what was begun, and end. */
  record Cancel(String reason) implements CommandSignal {}

  /** A client has disconnected; if nobody else is told, configuration says what follows. */
  record ClientGone(String session) implements CommandSignal {}

  /** A client has sent the same request: it is told what was told so far, and all that follows. */
  record Join(String session) implements CommandSignal {}
}
