package io.callapi.client;

import io.callapi.command.CommandNotice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps back what a command tells until the client knows that it was started: the replies to a
 * batch are written when the last of them is there, and "Started" comes before the first stage.
 */
final class NoticeGate {

  private final Consumer<CommandNotice> next;
  private final Map<String, List<CommandNotice>> held = new HashMap<>();

  NoticeGate(Consumer<CommandNotice> next) {
    this.next = next;
  }

  /** Keeps back the notices of a command from now on. */
  void hold(String cmdId) {
    held.putIfAbsent(cmdId, new ArrayList<>());
  }

  /** Lets the notices of a command through, those kept back first. */
  void release(String cmdId) {
    List<CommandNotice> waiting = held.remove(cmdId);
    if (waiting != null) {
      waiting.forEach(next);
    }
  }

  /** Passes a notice on, or keeps it. */
  void pass(CommandNotice notice) {
    List<CommandNotice> waiting = held.get(notice.cmdId());
    if (waiting == null) {
      next.accept(notice);
    } else {
      waiting.add(notice);
    }
  }
}
