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
 * too much, the oldest ones lose their stages, and keep their end.
 */
final class EndedCommands {

  private static final Logger LOG = LoggerFactory.getLogger(EndedCommands.class);

  private final RegisterLimits limits;
  private final Weights weights = new Weights();
  private final RareLog shortened =
      new RareLog(LOG, "ended commands whose stages are forgotten before their time");
  private final Deque<KnownCommand> all = new ArrayDeque<>();
  private final Deque<KnownCommand> withStages = new ArrayDeque<>();
  private long bytes;

  EndedCommands(RegisterLimits limits) {
    this.limits = limits;
  }

  /** No more can be kept: an id that a client has chosen could be forgotten too soon. */
  synchronized boolean isFull() {
    boolean noStages = withStages.isEmpty(); // else there still is something to forget
    return all.size() >= limits.commands() || (bytes >= limits.bytes() && noStages);
  }

  /** A command has ended now. */
  synchronized void add(KnownCommand command, Told told, long now) {
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
  }

  private void shorten(KnownCommand command) {
    bytes -= command.bytes();
    command.shorten(weights);
    bytes += command.bytes();
    shortened.note(command.cmdId());
  }

  /** Forgets those that have ended before that. */
  synchronized void forgetBefore(long horizon, Consumer<KnownCommand> forgotten) {
    for (KnownCommand oldest = all.peek(); isBefore(oldest, horizon); oldest = all.peek()) {
      KnownCommand gone = all.remove();
      if (gone.equals(withStages.peek())) {
        withStages.remove();
      }
      bytes -= gone.bytes();
      forgotten.accept(gone);
    }
  }

  private static boolean isBefore(@Nullable KnownCommand command, long horizon) {
    return command != null && command.endedAt() - horizon < 0;
  }

  synchronized long bytes() {
    return bytes;
  }
}
