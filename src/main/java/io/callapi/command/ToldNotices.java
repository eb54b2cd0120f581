package io.callapi.command;

import java.util.ArrayList;
import java.util.List;

/** What a command has told, kept for clients that send its request again; at most so much of it. */
final class ToldNotices {

  /** No command of this program tells more. */
  static final int MOST = 200;

  private final List<CommandNotice> kept = new ArrayList<>(4);
  private boolean incomplete;

  /** Keeps a notice; the end is kept in any case. */
  void add(CommandNotice notice) {
    boolean isStage = notice instanceof CommandNotice.Progress;
    if (isStage && kept.size() >= MOST) {
      incomplete = true;
    } else {
      kept.add(notice);
    }
  }

  List<CommandNotice> all() {
    return List.copyOf(kept);
  }

  boolean isIncomplete() {
    return incomplete;
  }
}
