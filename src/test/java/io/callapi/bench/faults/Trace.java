package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.callapi.fault.Fate;
import io.callapi.fault.FaultListener;
import io.vertx.core.buffer.Buffer;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All that happens to some stories, in the order of time. */
final class Trace implements FaultListener {

  /** Traces the stories in which something did not come out as it should. */
  static final String FAILED = "failed";

  private final boolean all;
  private final Set<String> shown = new TreeSet<>();
  private final long start = System.nanoTime();
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

  private record Line(String story, long nanos, String text) {}

  /**
   * @param wanted one of a story's commands ({@code f1-17-2}), or {@link #FAILED}; empty for none
   */
  Trace(String wanted) {
    this.all = wanted.equals(FAILED);
    String[] parts = wanted.split("-", -1);
    if (parts.length == 3) {
      shown.add("s" + parts[1]);
    }
  }

  @Override
  public void decided(String flow, long number, Fate fate, Buffer data) {
    if (all || !shown.isEmpty()) {
      String story = flow.split(" ", -1)[1];
      add(story, System.nanoTime(), "%s #%d [%s] %s".formatted(flow, number, fate, data));
    }
  }

  /** A command is over. */
  void ended(String story, CommandLog log) {
    add(story, log.sentAt(), "client > " + log.method() + " " + log.params());
    log.entries()
        .forEach(entry -> add(story, log.sentAt() + entry.nanos(), "client < " + entry.message()));
  }

  void problem(String story, String text) {
    add(story, System.nanoTime(), text);
    if (all) {
      shown.add(story);
    }
  }

  private void add(String story, long nanos, String text) {
    if (all || shown.contains(story)) {
      lines.add(new Line(story, nanos, text));
    }
  }

  void print(PrintWriter out) {
    shown.forEach(story -> print(story, out));
  }

  private void print(String story, PrintWriter out) {
    out.println("Story " + story);
    lines.stream()
        .filter(line -> line.story().equals(story))
        .sorted(Comparator.comparingLong(Line::nanos))
        .forEach(line -> out.printf("%8.3f %s%n", (line.nanos() - start) / 1e9, line.text()));
    out.println();
  }
}
