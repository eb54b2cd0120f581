package io.callapi.command;

import io.callapi.bus.Address;
import org.jspecify.annotations.Nullable;

/**
 * A client's request to run a command.
 *
 * @param cmdId chosen by the client, or made for it
 * @param session where the stages are told, see {@link CommandNotice#ADDRESS}
 * @param params the parameter record of the method
 */
public record StartCommand(String cmdId, String session, String method, Record params) {

  /**
   * {@code callapi.commands.<shard>} (request): the same command id always goes to the same shard,
   * so that shard alone knows whether the id is in use.
   */
  public static final Address.Family<StartCommand, Reply> ADDRESS =
      new Address.Family<>("callapi.commands", StartCommand.class, Reply.class);

  /** The address that answers for a command id among so many shards. */
  public static Address<StartCommand, Reply> shardOf(String cmdId, int shards) {
    return ADDRESS.of(Math.floorMod(cmdId.hashCode(), shards));
  }

  /** Whether the command runs. */
  public sealed interface Reply {}

  /**
   * It runs, or has run: the very same request was sent before.
   *
   * @param endFollows true if its end is still to be told
   */
  public record Started(String cmdId, boolean endFollows) implements Reply {}

  /**
   * It does not run, and nothing has happened.
   *
   * @param retryAfterMs when another try may succeed, in milliseconds; null if never
   */
  public record Refused(
      Reason reason, String text, @Nullable String proxy, @Nullable Integer retryAfterMs)
      implements Reply {}

  /** Why a command was not started. */
  public enum Reason {
    /** Another command has this id. */
    ID_IN_USE,
    /** Too many commands run. */
    TOO_MANY,
    /** No proxy can take it now. */
    PROXY_DOWN,
    /** There is no proxy of the name that was wished. */
    NO_SUCH_PROXY,
    /** The server is stopping. */
    STOPPING
  }
}
