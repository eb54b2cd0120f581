package io.callapi.command;

import io.callapi.command.ToldNotices.Told;
import io.callapi.log.RareLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ended commands that are remembered, in the order in which they have ended. Where they take up
 * too much, the oldest ones lose their stages, and keep their end; then those make way whose ids
 * are free again.
 */
final class EndedCommands {

  private static final Logger LOG = LoggerFactory.getLogger(EndedCommands.class);

  private final RegisterLimits limits;
  private final Consumer<KnownCommand> forgotten;
  private final Weights weights = new Weights();
  private final RareLog shortened =
      new RareLog(LOG, "ended commands whose stages are forgotten before their time");
  private final Deque<KnownCommand> all = new ArrayDeque<>();
  private final Deque<KnownCommand> withStages = new ArrayDeque<>();
  private long bytes;

  /**
   * @param forgotten hears of each that is not remembered any more
   */
  EndedCommands(RegisterLimits limits, Consumer<KnownCommand> forgotten) {
    this.limits = limits;
    this.forgotten = forgotten;
  }

  /**
   * No more can be kept: an id that a client has chosen could be forgotten too soon.
   *
   * @param taken since when the ids of commands that ended are taken
   */
  synchronized boolean isFull(long taken) {
    boolean noStages = withStages.isEmpty(); // else there still is something to forget
    boolean full = all.size() >= limits.commands() || (bytes >= limits.bytes() && noStages);
    return full && !isBefore(all.peek(), taken);
  }

  /**
   * A command has ended now.
   *
   * @param taken since when the ids of commands that ended are taken
   */
  synchronized void add(KnownCommand command, Told told, long now, long taken) {
    command.end(told, now, weights);
    bytes += command.bytes();
    all.add(command);
    if (command.bytes() > limits.bytesOfOne()) {
      shorten(command);
    } else {
      withStages.add(command);
    }
    while (bytes > limits.bytes() && !withStages.isEmpty()) {
      shorten(withStages.remove());
    }
    while (isOver() && isBefore(all.peek(), taken)) {
      forgetOldest();
    }
  }

  private boolean isOver() {
    return all.size() > limits.commands() || bytes > limits.bytes();
  }

  private void shorten(KnownCommand command) {
    bytes -= command.bytes();
    command.shorten(weights);
    bytes += command.bytes();
    shortened.note(command.cmdId());
  }

  /** Forgets those that have ended before that. */
  synchronized void forgetBefore(long horizon) {
    while (isBefore(all.peek(), horizon)) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    KnownCommand gone = all.remove();
    if (gone.equals(withStages.peek())) {
      withStages.remove();
    }
    bytes -= gone.bytes();
    forgotten.accept(gone);
  }

  private static boolean isBefore(@Nullable KnownCommand command, long horizon) {
    return command != null && command.endedAt() - horizon < 0;
  }

  synchronized long bytes() {
    return bytes;
  }
}
