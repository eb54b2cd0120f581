package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All that one client has received, in order. */
final class Transcript {

  private final List<Message> messages = new ArrayList<>();
  private final Map<String, List<Message>> byCommand = new HashMap<>();

  /** Takes a message, or the replies to a batch. */
  synchronized void add(String text) {
    if (text.startsWith("[")) {
      new JsonArray(text).forEach(reply -> add((JsonObject) reply));
    } else {
      add(new JsonObject(text));
    }
    notifyAll();
  }

  private void add(JsonObject json) {
    Message message = new Message(json, System.nanoTime());
    messages.add(message);
    if (!message.isReply()) {
      byCommand.computeIfAbsent(message.cmdId(), id -> new ArrayList<>()).add(message);
    }
  }

  synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  /** What was told of a command, in order. */
  synchronized List<Message> eventsOf(String cmdId) {
    return List.copyOf(byCommand.getOrDefault(cmdId, List.of()));
  }

  /** Waits for a message. */
  synchronized Message await(String what, Duration atMost, Predicate<Message> wanted) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      Optional<Message> found = find(wanted);
      while (found.isEmpty()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("no %s within %s, but %s".formatted(what, atMost, texts()));
        }
        wait(left);
        found = find(wanted);
      }
      return found.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What is waited for has mostly just come. */
  private Optional<Message> find(Predicate<Message> wanted) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (wanted.test(messages.get(i))) {
        return Optional.of(messages.get(i));
      }
    }
    return Optional.empty();
  }

  private List<String> texts() {
    return messages().stream().map(message -> message.json().encode()).toList();
  }

  /**
   * What holds for every command whatever it does: one error at most, one end, and that last. A
   * request that was sent again may have been told all of that again.
   */
  synchronized void isInOrder() {
    byCommand.forEach(this::isInOrder);
  }

  private void isInOrder(String cmdId, List<Message> events) {
    List<String> names = events.stream().map(Message::event).toList();
    long requests = messages.stream().filter(message -> message.hasStarted(cmdId)).count();
    long ends = names.stream().filter("Ended"::equals).count();
    assertThat(ends).as("ends of " + cmdId).isLessThanOrEqualTo(Math.max(1, requests));
    if (ends > 0) {
      assertThat(names).as(cmdId).endsWith("Ended");
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals("Error")) {
        assertThat(names.subList(i, names.size())).as(cmdId).startsWith("Error", "Ended");
      }
    }
    long methods = events.stream().map(m -> m.json().getString("method")).distinct().count();
    assertThat(methods).as("methods of " + cmdId).isOne();
  }
}
