package io.callapi.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that has forked, as one: it is frozen, thawed and killed with all its children. */
final class ProcessTree {

  private final Process root;
  private List<ProcessHandle> children = List.of();

  ProcessTree(Process root) {
    this.root = root;
  }

  boolean isAlive() {
    return root.isAlive();
  }

  /** Remembers who belongs to it; to be called when it has forked all it will fork. */
  void complete() {
    children = root.descendants().toList();
  }

  void pause() {
    signal("-STOP", all());
  }

  void resume() {
    signal("-CONT", all());
  }

  private static void signal(String signal, Stream<ProcessHandle> to) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    to.filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .map(String::valueOf)
        .forEach(command::add);
    try {
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(command + " ended with " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Ends all at once, as a crash would. The root is gone on return, its children as good as.
   *
   * <p>It may answer before it has forked all of them, so first it is kept from forking more.
   */
  void kill() {
    if (root.isAlive()) {
      signal("-STOP", Stream.of(root.toHandle()));
    }
    all().toList().forEach(ProcessHandle::destroyForcibly);
    root.onExit().join();
  }

  private Stream<ProcessHandle> all() {
    Stream<ProcessHandle> known = Stream.concat(children.stream(), root.descendants());
    return Stream.concat(known, Stream.of(root.toHandle())).distinct();
  }
}
