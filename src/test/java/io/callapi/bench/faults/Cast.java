package io.callapi.bench.faults;

import io.callapi.simulator.SimulatedPhones;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The phones of a story, by the user parts of their addresses, which choose what they do.
 *
 * @param callToBegin whether the two phones of the last transfer talk to each other before it all
 *     begins, of their own accord
 */
record Cast(String caller, String callee, String third, boolean callToBegin) {

  /** Phones that do nothing odd. */
  static final Cast OBLIGING = new Cast("alice", "bob", "carol", false);

  private static final List<String> HABITS =
      SimulatedPhones.rows().stream().skip(1).map(SimulatedPhones.Row::name).toList();

  /** One of the phones that have a part in the story has a habit; the same for the same seed. */
  static Cast ofTheField(long seed, int story) {
    SplittableRandom random = new SplittableRandom(seed * 37 + story);
    String habit = HABITS.get(random.nextInt(HABITS.size()));
    boolean callToBegin = random.nextBoolean();
    return switch (random.nextInt(StoryKind.of(seed, story).phones())) {
      case 0 -> new Cast(habit, "bob", "carol", callToBegin);
      case 1 -> new Cast("alice", habit, "carol", callToBegin);
      default -> new Cast("alice", "bob", habit, callToBegin);
    };
  }
}
