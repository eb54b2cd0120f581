package io.callapi.calls.view;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made once, by the first who needs it, for all; for use by many threads. */
public final class Memo {

  private @Nullable Object made;

  /**
   * What was made, or is made now.
   *
   * @param type of what is made; all who use this one make the same
   */
  public synchronized <T> T get(Class<T> type, Supplier<T> maker) {
    Object known = made;
    T value = known == null ? maker.get() : type.cast(known);
    made = value;
    return value;
  }
}
