package io.callapi.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the table has seen the steps in the life of a dialog.
 *
 * @param answered null if it was not, or that was not seen
 * @param ended null while it is up
 */
record DialogTimes(Instant created, @Nullable Instant answered, @Nullable Instant ended) {

  static DialogTimes since(Instant created) {
    return new DialogTimes(created, null, null);
  }

  DialogTimes answeredAt(Instant now) {
    return answered == null ? new DialogTimes(created, now, ended) : this;
  }

  DialogTimes endedAt(Instant now) {
    return new DialogTimes(created, answered, now);
  }
}
