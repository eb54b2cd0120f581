package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All that one client has received, in order. */
final class Transcript {

  private final List<Message> messages = new ArrayList<>();

  /** Takes a message, or the replies to a batch. */
  synchronized void add(String text) {
    long now = System.nanoTime();
    if (text.startsWith("[")) {
      new JsonArray(text)
          .forEach(reply -> messages.add(new Message((JsonObject) reply, System.nanoTime())));
    } else {
      messages.add(new Message(new JsonObject(text), now));
    }
    notifyAll();
  }

  synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  List<Message> eventsOf(String cmdId) {
    return messages().stream().filter(message -> message.cmdId().equals(cmdId)).toList();
  }

  /** Waits for a message. */
  synchronized Message await(String what, Duration atMost, Predicate<Message> wanted) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      Optional<Message> found = find(wanted);
      while (found.isEmpty()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        assertThat(left).as("%s within %s; received: %s", what, atMost, texts()).isPositive();
        wait(left);
        found = find(wanted);
      }
      return found.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Optional<Message> find(Predicate<Message> wanted) {
    return messages.stream().filter(wanted).findFirst();
  }

  private List<String> texts() {
    return messages().stream().map(message -> message.json().encode()).toList();
  }

  /** What holds for every command whatever it does: one error at most, one end, and that last. */
  void isInOrder() {
    Map<String, List<Message>> commands =
        messages().stream()
            .filter(message -> !message.isReply())
            .collect(
                Collectors.groupingBy(Message::cmdId, LinkedHashMap::new, Collectors.toList()));
    commands.forEach(Transcript::isInOrder);
  }

  private static void isInOrder(String cmdId, List<Message> events) {
    List<String> names = events.stream().map(Message::event).toList();
    int end = names.indexOf("Ended");
    int error = names.indexOf("Error");
    if (end >= 0) {
      assertThat(names).as(cmdId).endsWith("Ended").containsOnlyOnce("Ended");
    }
    if (error >= 0) {
      assertThat(names).as(cmdId).containsOnlyOnce("Error");
      assertThat(end).as("end of " + cmdId).isIn(-1, error + 1);
    }
    long methods = events.stream().map(m -> m.json().getString("method")).distinct().count();
    assertThat(methods).as("methods of " + cmdId).isOne();
  }
}
