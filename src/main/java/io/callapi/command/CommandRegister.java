package io.callapi.command;

import io.callapi.command.ToldNotices.Told;
import io.callapi.log.RareLog;
import java.time.Duration;
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
    return known.putIfAbsent(request.cmdId(), new KnownCommand(request));
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
    known.remove(cmdId);
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
      known.remove(request.cmdId(), command);
      return;
    }
    ended.add(command, told, nanoClock.getAsLong());
  }

  /** Forgets those that have ended long ago. */
  public void forgetOld() {
    long horizon = nanoClock.getAsLong() - MEMORY.toNanos();
    ended.forgetBefore(horizon, gone -> known.remove(gone.cmdId(), gone));
  }

  /** What the ended commands take up, about. */
  long bytes() {
    return ended.bytes();
  }

  int size() {
    return known.size();
  }
}
