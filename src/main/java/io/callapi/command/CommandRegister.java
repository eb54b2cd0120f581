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

  private static final Duration MEMORY = Duration.ofMinutes(1);

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
    this.ended = new EndedCommands(limits);
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
    if (other == null) {
      order.add(command);
    }
    return other;
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
    return !ended.isFull();
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
    ended.add(command, told, nanoClock.getAsLong());
  }

  /** Forgets those that have ended long ago. */
  public void forgetOld() {
    long horizon = nanoClock.getAsLong() - MEMORY.toNanos();
    ended.forgetBefore(horizon, this::forget);
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
