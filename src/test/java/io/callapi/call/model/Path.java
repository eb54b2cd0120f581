package io.callapi.call.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened so far. Worlds that have a past in common share it. */
final class Path {

  private record Link(@Nullable Link before, Object what) {}

  private @Nullable Link last;
  private int length;

  void add(Object what) {
    last = new Link(last, what);
    length++;
  }

  Path copy() {
    Path copy = new Path();
    copy.last = last;
    copy.length = length;
    return copy;
  }

  int length() {
    return length;
  }

  /** In the order in which it has happened. */
  List<String> lines() {
    Deque<String> lines = new ArrayDeque<>();
    for (Link link = last; link != null; link = link.before()) {
      lines.addFirst(String.valueOf(link.what()));
    }
    return List.copyOf(lines);
  }
}
