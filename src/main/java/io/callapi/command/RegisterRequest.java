package io.callapi.command;

import io.callapi.bus.Address;
import io.callapi.proxy.Cause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked about the commands of this node: those that run, and those remembered. */
public sealed interface RegisterRequest {

  /** {@code callapi.register} (request): any instance of the command logic answers. */
  Address<RegisterRequest, RegisterReply> ADDRESS =
      new Address<>("callapi.register", RegisterRequest.class, RegisterReply.class);

  /**
   * Who asks.
   *
   * @param seesAll whether it may see the commands of other sessions, too
   */
  record Viewer(String session, boolean seesAll) {}

  /** How is that command? The reply is {@link Found} or {@link NotDone}. */
  record FindCommand(Viewer viewer, String cmdId) implements RegisterRequest {}

  /**
   * Which commands are there, in the order in which they were started? The reply is a {@link
   * CommandPage}.
   *
   * @param running whether those that run are asked for, or those that have ended; null for both
   * @param method of which kind; null for any
   * @param after the place after which to begin; 0 for the beginning
   */
  record ListCommands(
      Viewer viewer, @Nullable Boolean running, @Nullable String method, long after, int limit)
      implements RegisterRequest {}

  /** Has a command take back what it has begun. The reply is {@link Done} or {@link NotDone}. */
  record CancelCommand(Viewer viewer, String cmdId) implements RegisterRequest {}

  /** An answer of the register. */
  sealed interface RegisterReply {}

  record Found(CommandReport command) implements RegisterReply {}

  /**
   * Commands, without what they have told.
   *
   * @param next the place after which to go on; 0 if there is nothing more
   */
  record CommandPage(List<CommandReport> commands, long next) implements RegisterReply {
    public CommandPage {
      commands = List.copyOf(commands);
    }
  }

  /** It was told to. */
  record Done() implements RegisterReply {}

  /**
   * It was not.
   *
   * @param method of the command; empty if it is not known
   */
  record NotDone(Why why, String method) implements RegisterReply {}

  /** Why something cannot be done with a command. */
  enum Why {
    /** It is not known, or not to be seen by who asks. */
    UNKNOWN,
    /** It is that of another session. */
    NOT_OWN,
    ENDED,
    /** It cannot be taken back. */
    NOT_CANCELLABLE
  }

  /**
   * How a command is.
   *
   * @param params a record or a map; null if they are not kept any more
   * @param tag what the client has put to it for itself; null for nothing
   * @param phase the name of the phase that it is in; "Ended" at the end
   * @param proxy where it runs or has run; empty if it has come to none
   * @param ended null while it runs
   * @param told what it has told so far; empty in a list
   * @param failure null unless it has failed
   * @param incomplete whether something that it has told is not kept
   */
  record CommandReport(
      String cmdId,
      String method,
      @Nullable Object params,
      @Nullable String tag,
      String phase,
      String proxy,
      Instant started,
      @Nullable Instant ended,
      List<CommandNotice> told,
      @Nullable Cause failure,
      boolean incomplete) {
    public CommandReport {
      told = List.copyOf(told);
    }
  }
}
