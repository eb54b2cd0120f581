package io.callapi.command;

import io.callapi.proxy.CallEvent;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a command may use while it runs. All of it is released when the command ends, however it
 * ends; everything happens on one event loop.
 */
public interface CommandScope {

  /** The command's id; also the Call-ID of the first dialog of a command that starts a call. */
  String commandId();

  /** The proxy that this command works with. */
  SipProxy proxy();

  /** How long each step may take. */
  Deadlines deadlines();

  /** Hears what happens to a call, from now until the command ends. */
  void listen(CallId call, Consumer<CallEvent> listener);

  /**
   * Hears what happens to a call for a little while after the command has ended: copies of its
   * requests may still be on their way. Nothing can be told to the client any more.
   */
  void listenAfterwards(CallId call, Consumer<CallEvent> listener);

  /** Tells the client of a stage without data. */
  void report(String event);

  /** Tells the client of a stage; the data is a record or a map. */
  void report(String event, Object data);

  /**
   * Waits for a step.
   *
   * @param step what is waited for, for the error text: "the answer of the caller's phone"
   * @return the step's own outcome, or a failure with source {@code timeout} after the deadline, or
   *     with source {@code client} as soon as the command is cancelled
   */
  <T> Future<T> within(Duration deadline, String step, Future<T> outcome);

  /** Runs an action later, unless the command has ended by then. */
  void after(Duration delay, Runnable action);

  /**
   * Takes back something that was begun. Its failure is logged and otherwise left alone: the
   * command ends with the outcome that it has.
   */
  Future<Void> takeBack(String step, Future<Void> undoing);
}
