package io.callapi.bench.faults;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What happens in a story. */
enum StoryKind {
  ECHO(1),
  /** The callee is busy. */
  BUSY(2),
  /** A call is set up and ended. */
  PLAIN(3),
  /** ... put on hold and taken off again in between. */
  HOLD(3),
  /** ... sent to somebody else. */
  BLIND(3),
  /** ... sent to somebody who is busy. */
  BLIND_TO_BUSY(1),
  /** Two calls are joined. */
  ATTENDED(3);

  private final int weight;

  StoryKind(int weight) {
    this.weight = weight;
  }

  /** The kind of a story, the same for the same seed. */
  static StoryKind of(long seed, int story) {
    int sum = Arrays.stream(values()).mapToInt(kind -> kind.weight).sum();
    int left = new SplittableRandom(seed * 31 + story).nextInt(sum);
    for (StoryKind kind : values()) {
      left -= kind.weight;
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the weights have changed");
  }
}
