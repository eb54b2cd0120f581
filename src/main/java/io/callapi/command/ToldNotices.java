package io.callapi.command;

import io.callapi.proxy.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command has told, kept for clients that send its request again or ask about it; at most so
 * much of it. For use by many threads.
 *
 * <p>What all notices of a command have in common is not kept with each of them.
 */
final class ToldNotices {

  /** No command of this program tells more. */
  static final int MOST = 200;

  private final List<@Nullable Object> stages = new ArrayList<>(2 * 4);
  private boolean incomplete;
  private @Nullable Cause failure;
  private boolean ended;

  /**
   * What a command that has ended has told.
   *
   * @param stages the event of each stage, and its data after it
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these, and a list takes up more
  record Told(@Nullable Object[] stages, @Nullable Cause failure, boolean incomplete) {

    private static final Object[] NOTHING = {};

    /** Nothing so far. */
    static final Told NONE = new Told(NOTHING, null, false);

    /** The same without its stages. */
    Told endOnly() {
      return stages.length == 0 ? this : new Told(NOTHING, failure, true);
    }

    /** All of it, for a command of that id, method and tag. */
    List<CommandNotice> notices(String cmdId, String method, @Nullable String tag) {
      ToldNotices told = running();
      told.end(failure);
      return told.all(cmdId, method, tag);
    }

    /** The same without its end. */
    List<CommandNotice> stages(String cmdId, String method, @Nullable String tag) {
      return running().all(cmdId, method, tag);
    }

    /** As it was before the end. */
    private ToldNotices running() {
      ToldNotices told = new ToldNotices();
      Collections.addAll(told.stages, stages);
      return told;
    }
  }

  /** Keeps a stage. */
  synchronized void add(String event, @Nullable Object data) {
    if (stages.size() >= 2 * MOST) {
      incomplete = true;
    } else {
      stages.add(event);
      stages.add(data);
    }
  }

  /** Keeps the end, in any case. */
  synchronized void end(@Nullable Cause cause) {
    failure = cause;
    ended = true;
  }

  /** What was told so far, for a command of that id, method and tag. */
  synchronized List<CommandNotice> all(String cmdId, String method, @Nullable String tag) {
    List<CommandNotice> all = new ArrayList<>();
    for (int i = 0; i < stages.size(); i += 2) {
      String event = String.valueOf(stages.get(i));
      all.add(new CommandNotice.Progress(cmdId, method, tag, event, stages.get(i + 1)));
    }
    if (failure != null) {
      all.add(new CommandNotice.Failed(cmdId, method, tag, failure));
    }
    if (ended) {
      all.add(new CommandNotice.Ended(cmdId, method, tag));
    }
    return all;
  }

  /** What is kept when nothing more is told. */
  synchronized Told told() {
    return new Told(stages.toArray(), failure, incomplete);
  }
}
