package io.callapi.command;

import io.callapi.bus.Address;
import org.jspecify.annotations.Nullable;

/**
 * A client's request to run a command.
 *
 * @param cmdId chosen by the client, or made for it
 * @param idChosen whether the client has chosen it
 * @param session where the stages are told, see {@link CommandNotice#ADDRESS}
 * @param client the address of the client; empty where it is not known
 * @param params the parameter record of the method
 * @param tag what the client has put to it for itself; null for nothing
 * @param keptOnce whether the session keeps what it is told, so that it need not be told again
 */
public record StartCommand(
    String cmdId,
    boolean idChosen,
    String session,
    String client,
    String method,
    Record params,
    @Nullable String tag,
    boolean keptOnce) {

  /** Of a session that keeps nothing of what it is told. */
  public StartCommand(
      String cmdId,
      boolean idChosen,
      String session,
      String client,
      String method,
      Record params,
      @Nullable String tag) {
    this(cmdId, idChosen, session, client, method, params, tag, false);
  }

  /** Without a tag, of a client at an address that is not known. */
  public StartCommand(
      String cmdId, boolean idChosen, String session, String method, Record params) {
    this(cmdId, idChosen, session, "", method, params, null);
  }

  /** The same of a session that keeps what it is told: it need not be told again. */
  public StartCommand onceOnly() {
    return new StartCommand(cmdId, idChosen, session, client, method, params, tag, true);
  }

  /**
   * {@code callapi.start.<shard>} (request): the commands of one session always go to the same
   * shard, so that they begin in the order in which they come.
   */
  public static final Address.Family<StartCommand, Reply> ADDRESS =
      new Address.Family<>("callapi.start", StartCommand.class, Reply.class);

  /** The address that starts the commands of a session, among so many shards. */
  public static Address<StartCommand, Reply> shardOf(String session, int shards) {
    return ADDRESS.of(Math.floorMod(session.hashCode(), shards));
  }

  /** Whether the command runs. */
  public sealed interface Reply {}

  /**
   * It runs, or has run. What it has told, and its end, follow.
   *
   * @param repeated true if the very same request was sent before
   * @param incomplete true if the command has told more than was kept, so that some of it is left
   *     out
   */
  public record Started(String cmdId, boolean repeated, boolean incomplete) implements Reply {}

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
    /** Another command has this id, or a call that it did not make has this Call-ID. */
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
