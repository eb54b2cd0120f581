package io.callapi.calls;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The dialogs that have ended, in order of their end: which of them may be forgotten. */
final class EndedDialogs {

  private final Deque<KnownDialog> inOrder = new ArrayDeque<>();
  private final int max;
  private final long keptMillis;

  EndedDialogs(CallTableSettings settings) {
    this.max = settings.bounds().ended();
    this.keptMillis = settings.times().ended().toMillis();
  }

  void add(KnownDialog dialog) {
    inOrder.add(dialog);
  }

  /** Takes out the oldest if there are too many, or if it has been kept long enough. */
  @Nullable KnownDialog takeOld(long millis) {
    KnownDialog oldest = inOrder.peek();
    boolean old =
        oldest != null && (inOrder.size() > max || millis - oldest.endedMillis() >= keptMillis);
    return old ? inOrder.poll() : null;
  }

  @Nullable KnownDialog takeOldest() {
    return inOrder.poll();
  }
}
