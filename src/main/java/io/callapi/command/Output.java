package io.callapi.command;

import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.Expectation;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import org.jspecify.annotations.Nullable;

/** What a command has done for it. Whatever it opens is released when it ends. */
public sealed interface Output {

  /** Asks the proxy; answered by {@link Input.Done} or {@link Input.Failed}. */
  record Ask(ProxyRequest<?> request) implements Output {}

  /**
   * Tells the client of a stage.
   *
   * @param data a record or a map; null if the stage has none
   */
  record Tell(String event, @Nullable Object data) implements Output {}

  /** Waits, from now on; {@link Input.Due} says when it is over. Replaces the same wait. */
  record Wait(Deadline deadline) implements Output {}

  /** Does not wait any more. */
  record StopWaiting(Deadline deadline) implements Output {}

  /** Hears what happens to a call from now on, and how it is now. */
  record Follow(CallId call) implements Output {}

  /** Announces the call that a phone is about to be asked for. */
  record Expect(Expectation expectation) implements Output {}

  /** Asks how a call is; answered by {@link Input.Looked} or {@link Input.NotLooked}. */
  record Look(CallId call) implements Output {}

  /** Looks for the call of an expectation among all; answered by {@link Input.Searched}. */
  record Search(Expectation expectation) implements Output {}

  /** What is to be ended when it comes after the end of the command; the last one counts. */
  record After(Afterwards afterwards) implements Output {}

  /** This proxy is not in charge of the call: begins anew on another one, or fails. */
  record Elsewhere(Cause cause) implements Output {}

  /**
   * The command is over.
   *
   * @param failure null if it has succeeded
   */
  record End(@Nullable Cause failure) implements Output {}

  /** The phase did not expect this input: it stays as it is, and the log says so. */
  record Unexpected(Input input) implements Output {}
}
