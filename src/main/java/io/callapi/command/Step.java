package io.callapi.command;

import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.Expectation;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a phase makes of an input: the phase that follows, and what is to be done, in that order.
 *
 * @param next may be the same phase
 */
public record Step(Phase next, List<Output> outputs) {

  public Step {
    outputs = List.copyOf(outputs);
  }

  /** Goes on to a phase. */
  public static Step to(Phase next) {
    return new Step(next, List.of());
  }

  /** Tells the client of a stage, before the step that {@link #goOn goes on}. */
  public static Step telling(String event, Object data) {
    return to(new Over()).tell(event, data);
  }

  /** Leaves word of what may still come, before the step that {@link #goOn goes on}. */
  public static Step leaving(Afterwards afterwards) {
    return to(new Over()).and(new Output.After(afterwards));
  }

  /** The command has succeeded. */
  public static Step end() {
    return ended(null);
  }

  /** The command has failed, and nothing of it is left. */
  public static Step fail(Cause cause) {
    return ended(cause);
  }

  /** The command is over: a success without a cause, a failure with one. */
  public static Step ended(@Nullable Cause failure) {
    return new Step(new Over(), List.of(new Output.End(failure)));
  }

  /** The one treatment of what a phase does not expect: nothing changes, and it is logged. */
  static Step unexpected(Phase phase, Input input) {
    return to(phase).and(new Output.Unexpected(input));
  }

  public Step tell(String event) {
    return and(new Output.Tell(event, null));
  }

  public Step tell(String event, Object data) {
    return and(new Output.Tell(event, data));
  }

  public Step ask(ProxyRequest<?> request) {
    return and(new Output.Ask(request));
  }

  /** Asks for the release of each of these dialogs. */
  public Step release(List<DialogRef> dialogs) {
    Step step = this;
    for (DialogRef dialog : dialogs) {
      step = step.ask(new ProxyRequest.Release(dialog));
    }
    return step;
  }

  public Step await(Deadline deadline) {
    return and(new Output.Wait(deadline));
  }

  public Step stop(Deadline deadline) {
    return and(new Output.StopWaiting(deadline));
  }

  /**
   * Waits for a phone that is called to answer, and lets it ring no longer than the client does.
   */
  public Step awaitAnswer(@Nullable Timeouts timeouts) {
    Step step = await(Deadline.ANSWER);
    return timeouts == null || timeouts.ring() == null ? step : step.await(Deadline.RING);
  }

  /** The phone does not ring any more. */
  public Step stopAwaitingAnswer() {
    return stop(Deadline.ANSWER).stop(Deadline.RING);
  }

  public Step follow(CallId call) {
    return and(new Output.Follow(call));
  }

  public Step expect(Expectation expectation) {
    return and(new Output.Expect(expectation));
  }

  public Step look(CallId call) {
    return and(new Output.Look(call));
  }

  public Step search(Expectation expectation) {
    return and(new Output.Search(expectation));
  }

  /** Begins anew on another proxy. */
  public Step elsewhere(Cause cause) {
    return and(new Output.Elsewhere(cause));
  }

  /** Lets the next phase make something of an input at once. */
  public Step then(Input input) {
    return goOn(next.on(input));
  }

  /** This step, and right after it another one, whose phase counts. */
  public Step goOn(Step later) {
    List<Output> all = new ArrayList<>(outputs);
    all.addAll(later.outputs());
    return new Step(later.next(), all);
  }

  public Step and(Output output) {
    List<Output> more = new ArrayList<>(outputs);
    more.add(output);
    return new Step(next, more);
  }

  /** The phase of a command that has ended. */
  public record Over() implements Phase {}
}
