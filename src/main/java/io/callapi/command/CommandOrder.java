package io.callapi.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The commands that are known in the order in which they came, to be read from any place on. For
 * use by many threads.
 *
 * <p>A command takes up little more than a reference here: they stand in blocks, and a block goes
 * when all of it has gone.
 */
final class CommandOrder {

  private static final int SIZE = 64;

  private final NavigableMap<Long, Block> blocks = new TreeMap<>();
  private long last;

  private static final class Block {
    private final @Nullable KnownCommand[] places = new KnownCommand[SIZE];
    private int taken;
  }

  /** Gives a command its place, behind all others. */
  synchronized void add(KnownCommand command) {
    command.takePlace(++last);
    Block block = blocks.computeIfAbsent(last / SIZE, absent -> new Block());
    block.places[(int) (last % SIZE)] = command;
    block.taken++;
  }

  synchronized void remove(KnownCommand command) {
    long place = command.place();
    Block block = blocks.get(place / SIZE);
    if (block != null && command.equals(block.places[(int) (place % SIZE)])) {
      block.places[(int) (place % SIZE)] = null;
      block.taken--;
      if (block.taken == 0) {
        blocks.remove(place / SIZE);
      }
    }
  }

  /** The next ones behind a place, at most so many. */
  synchronized List<KnownCommand> after(long place, int most) {
    List<KnownCommand> found = new ArrayList<>();
    for (Map.Entry<Long, Block> block : blocks.tailMap((place + 1) / SIZE, true).entrySet()) {
      for (KnownCommand command : block.getValue().places) {
        if (command != null && command.place() > place && found.size() < most) {
          found.add(command);
        }
      }
      if (found.size() >= most) {
        break;
      }
    }
    return found;
  }

  synchronized int blocks() {
    return blocks.size();
  }
}
