package io.callapi.command;

import io.callapi.command.ToldNotices.Told;
import io.callapi.log.RareLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command ids of a node that run, or have ended within the last minute, with all that their
 * commands have told, so that a request which is sent again is recognised and answered anew.
 *
 * <p>Shared by all instances of the command logic, and safe to be.
 */
public final class CommandRegister {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRegister.class);

  /** How often {@link #forgetOld} is due. */
  static final Duration SWEEP = Duration.ofSeconds(5);

  /** For how long the id of a command that has ended is taken. */
  private static final Duration TAKEN = Duration.ofMinutes(1);

  private final Duration keep;
  private final LongSupplier nanoClock;
  private final Map<String, KnownCommand> known = new ConcurrentHashMap<>();
  private final CommandOrder order = new CommandOrder();
  private final EndedCommands ended;
  private final RareLog refused =
      new RareLog(LOG, "commands refused because too many ids are remembered");

  public CommandRegister() {
    this(RegisterLimits.DEFAULT);
  }

  public CommandRegister(RegisterLimits limits) {
    this(limits, System::nanoTime);
  }

  /**
   * @param nanoClock the time in nanoseconds
   */
  public CommandRegister(RegisterLimits limits, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.keep = limits.keep().compareTo(TAKEN) > 0 ? limits.keep() : TAKEN;
    this.ended = new EndedCommands(limits, this::forget);
  }

  /**
   * Takes the id of a command.
   *
   * @return null if it was free; else the command that has it
   */
  @Nullable KnownCommand claim(StartCommand request) {
    KnownCommand command =
        new KnownCommand(request, nanoClock.getAsLong(), System.currentTimeMillis());
    KnownCommand other = known.putIfAbsent(request.cmdId(), command);
    if (other != null && isFree(other) && known.replace(request.cmdId(), other, command)) {
      order.remove(other);
      other = null;
    }
    if (other == null) {
      order.add(command);
    }
    return other;
  }

  /** Whether a command can be read only, and its id be taken by another one. */
  private boolean isFree(KnownCommand command) {
    return command.hasEnded() && command.endedAt() - takenSince() < 0;
  }

  private long takenSince() {
    return nanoClock.getAsLong() - TAKEN.toNanos();
  }

  /** The command of that id; null if none is known. */
  @Nullable KnownCommand find(String cmdId) {
    return known.get(cmdId);
  }

  /** The next commands behind a place, in the order in which they were started. */
  List<KnownCommand> after(long place, int most) {
    return order.after(place, most);
  }

  /** The command has an actor, which can be asked how it is. */
  void runs(String cmdId, Underway actor) {
    KnownCommand command = known.get(cmdId);
    if (command != null) {
      command.runs(actor);
    }
  }

  /** Whether an id could be remembered for its minute that a client has chosen. */
  boolean hasRoom() {
    return !ended.isFull(takenSince());
  }

  /** A command was refused because there is no room. */
  void refused(String cmdId) {
    refused.note(cmdId);
  }

  /** The command was not started after all. */
  void giveBack(String cmdId) {
    KnownCommand command = known.get(cmdId);
    if (command != null) {
      forget(command);
    }
  }

  private void forget(KnownCommand command) {
    known.remove(command.cmdId(), command);
    order.remove(command);
  }

  /**
   * The command has ended. There is always room for one whose id the client has chosen: it was let
   * in while there was.
   */
  void ended(StartCommand request, Told told) {
    KnownCommand command = known.get(request.cmdId());
    if (command == null) {
      return;
    }
    if (!request.idChosen() && !hasRoom()) {
      forget(command);
      return;
    }
    ended.add(command, told, nanoClock.getAsLong(), takenSince());
  }

  /** Forgets those that have ended long ago. */
  public void forgetOld() {
    ended.forgetBefore(nanoClock.getAsLong() - keep.toNanos());
  }

  /** What the ended commands take up, about. */
  long bytes() {
    return ended.bytes();
  }

  int blocks() {
    return order.blocks();
  }

  int size() {
    return known.size();
  }
}
