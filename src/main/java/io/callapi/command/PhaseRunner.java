package io.callapi.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Feeds the phases of one command, one input after the other, and has done what they put out: what
 * a phase puts out may be answered at once.
 */
final class PhaseRunner {

  private final Consumer<Output> outputs;
  private final Consumer<Throwable> onDefect;
  private final Deque<Input> inputs = new ArrayDeque<>();
  private volatile Phase phase = new Step.Over(); // shown to other threads
  private volatile boolean running;
  private boolean busy;
  private boolean closed;

  /**
   * @param outputs does what a phase puts out
   * @param onDefect is told when a phase, or what it puts out, fails
   */
  PhaseRunner(Consumer<Output> outputs, Consumer<Throwable> onDefect) {
    this.outputs = outputs;
    this.onDefect = onDefect;
  }

  /** Begins with a first step. */
  void begin(Supplier<Step> first) {
    running = true;
    guarded(() -> follow(first.get()));
  }

  /** The phases know something more. */
  void feed(Input input) {
    if (closed) {
      return;
    }
    inputs.add(input);
    if (!busy) {
      busy = true;
      guarded(this::digest);
      busy = false;
    }
  }

  private void digest() {
    Input next = inputs.poll();
    while (next != null && !closed) {
      follow(phase.on(next));
      next = inputs.poll();
    }
  }

  private void follow(Step step) {
    phase = step.next();
    for (Output output : step.outputs()) {
      if (!closed) {
        outputs.accept(output);
      }
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      onDefect.accept(e);
    }
  }

  /** They begin anew later on. */
  void suspend() {
    running = false;
  }

  /** Nothing is fed to them any more, and nothing done. */
  void close() {
    closed = true;
    inputs.clear();
  }

  /** Whether they have begun, and so may have something to take back. */
  boolean isRunning() {
    return running;
  }

  /** Where the command is. */
  Phase phase() {
    return phase;
  }

  /** The same for people, from any thread. */
  String name() {
    return running ? phase.getClass().getSimpleName() : Underway.WAITING;
  }
}
