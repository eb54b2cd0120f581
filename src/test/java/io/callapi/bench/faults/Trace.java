package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.callapi.fault.Fate;
import io.callapi.fault.FaultListener;
import io.vertx.core.buffer.Buffer;
import java.io.PrintWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** All that happens to one story, in the order of time. */
final class Trace implements FaultListener {

  private final String story;
  private final long start = System.nanoTime();
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

  private record Line(long nanos, String text) {}

  /**
   * @param commandId one of the story's commands ({@code f1-17-2}); empty for no trace
   */
  Trace(String commandId) {
    String[] parts = commandId.split("-", -1);
    this.story = parts.length == 3 ? "s" + parts[1] : "";
  }

  @Override
  public void decided(String flow, long number, Fate fate, Buffer data) {
    if (!story.isEmpty() && flow.contains(" " + story + " ")) {
      String text = data.toString();
      lines.add(new Line(System.nanoTime(), "%s #%d [%s] %s".formatted(flow, number, fate, text)));
    }
  }

  /** A command is over. */
  void ended(String ofStory, CommandLog log) {
    if (ofStory.equals(story)) {
      lines.add(new Line(log.sentAt(), "client > " + log.method() + " " + log.params()));
      log.entries()
          .forEach(
              entry ->
                  lines.add(new Line(log.sentAt() + entry.nanos(), "client < " + entry.message())));
    }
  }

  void problem(String ofStory, String text) {
    if (!story.isEmpty() && ofStory.equals(story)) {
      lines.add(new Line(System.nanoTime(), "VIOLATION " + text));
    }
  }

  void print(PrintWriter out) {
    Stream<Line> inOrder = lines.stream().sorted((a, b) -> Long.compare(a.nanos(), b.nanos()));
    inOrder.forEach(line -> out.printf("%8.3f %s%n", (line.nanos() - start) / 1e9, line.text()));
  }
}
