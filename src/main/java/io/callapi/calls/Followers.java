package io.callapi.calls;

import io.callapi.sip.CallId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Which commands follow which calls; news of other calls are not published. */
final class Followers {

  /** A command follows its calls and the new ones that come of them. */
  private static final int MAX_CALLS_OF_ONE = 64;

  private final Consumer<CallNews> publisher;
  private final int maxCommands;
  private final Map<CallId, Set<String>> byCall = new HashMap<>();
  private final Map<String, Set<CallId>> byCommand = new HashMap<>();

  Followers(Consumer<CallNews> publisher, CallTableSettings settings) {
    this.publisher = publisher;
    this.maxCommands = settings.bounds().commands();
  }

  /** False if there is no room for it. */
  boolean follow(String cmdId, CallId call) {
    Set<CallId> calls = byCommand.get(cmdId);
    boolean hasRoom =
        calls == null ? byCommand.size() < maxCommands : calls.size() < MAX_CALLS_OF_ONE;
    if (!hasRoom && !isFollowedBy(cmdId, call)) {
      return false;
    }
    byCommand.computeIfAbsent(cmdId, id -> new HashSet<>(4)).add(call);
    byCall.computeIfAbsent(call, c -> new HashSet<>(2)).add(cmdId);
    return true;
  }

  /**
   * The command follows nothing any more.
   *
   * @return the calls that nobody follows now
   */
  Set<CallId> leave(String cmdId) {
    Set<CallId> calls = byCommand.remove(cmdId);
    if (calls == null) {
      return Set.of();
    }
    calls.forEach(call -> byCall.computeIfPresent(call, (c, set) -> without(set, cmdId)));
    calls.removeIf(byCall::containsKey);
    return calls;
  }

  @SuppressWarnings("NullAway") // computeIfPresent removes the key for null
  private static Set<String> without(Set<String> commands, String cmdId) {
    commands.remove(cmdId);
    return commands.isEmpty() ? null : commands;
  }

  boolean isFollowed(CallId call) {
    return byCall.containsKey(call);
  }

  boolean isFollowedBy(String cmdId, CallId call) {
    return byCall.getOrDefault(call, Set.of()).contains(cmdId);
  }

  /** Publishes it if somebody follows the call. */
  void publish(CallNews news) {
    if (isFollowed(news.callId())) {
      publisher.accept(news);
    }
  }
}
