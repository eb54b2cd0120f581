package io.callapi.bench.faults;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What happens in a story. */
enum StoryKind {
  ECHO(1, 1),
  /** The callee is busy. */
  BUSY(2, 1),
  /** A call is set up and ended. */
  PLAIN(3, 2),
  /** ... put on hold and taken off again in between. */
  HOLD(3, 2),
  /** ... sent to somebody else. */
  BLIND(3, 3),
  /** ... sent to somebody who is busy. */
  BLIND_TO_BUSY(1, 2),
  /** Two calls are joined. */
  ATTENDED(3, 3);

  private final int weight;
  private final int phones;

  StoryKind(int weight, int phones) {
    this.weight = weight;
    this.phones = phones;
  }

  /** How many have a part in it that may be anybody. */
  int phones() {
    return phones;
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
