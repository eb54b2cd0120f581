package io.callapi.calls;

import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.CallsRequest.Expect;
import io.callapi.sip.CallId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the running commands follow and expect, and what is left of it when they end. */
final class CommandsOnCalls {

  private static final Logger LOG = LoggerFactory.getLogger(CommandsOnCalls.class);

  private final TableState state;
  private final Verification verification;
  private final Newcomers newcomers;
  private final TableTime time;

  CommandsOnCalls(
      TableState state, Verification verification, Newcomers newcomers, TableTime time) {
    this.state = state;
    this.verification = verification;
    this.newcomers = newcomers;
    this.time = time;
  }

  /** How the call is now; null if there is no room for one more that follows it. */
  @Nullable List<StateNews> follow(String cmdId, CallId call) {
    if (!state.followers().follow(cmdId, call)) {
      return null;
    }
    verification.start(call);
    String ending = state.turns().waitingToEnd(call);
    if (ending != null) {
      onEnding(call, ending); // it has come before this command could hear of it
    }
    return state.table().of(call).stream()
        .map(dialog -> dialog.news(state.table().hasAnotherUp(dialog)))
        .toList();
  }

  /** What comes from now on may be the new call of this command, and of none before it. */
  void expect(Expect request) {
    Expectation expectation = request.expectation();
    state.lateCopies().dropOf(expectation.old().callId());
    state.expectations().announce(request.cmdId(), request.tag(), expectation);
  }

  /** The command has ended. */
  void leave(String cmdId, @Nullable Afterwards afterwards) {
    Announced announced = forget(cmdId);
    if (afterwards != null) {
      watch(cmdId, afterwards, announced);
    }
    state.turns().leave(cmdId);
  }

  private @Nullable Announced forget(String cmdId) {
    state.followers().leave(cmdId).forEach(verification::stop);
    return state.expectations().withdraw(cmdId);
  }

  private void watch(String cmdId, Afterwards afterwards, @Nullable Announced announced) {
    Announced over = over(cmdId, afterwards.expectation(), announced);
    state.kept().add(afterwards.kept());
    state.lateCopies().add(afterwards, over);
    if (over != null) {
      over.claimKept(afterwards.kept(), time.now());
      newcomers.onEnded(over);
    }
    CallId setup = afterwards.setup();
    if (setup != null) {
      newcomers.onSetupEnded(setup);
    }
  }

  /** As it was announced; if it never was, nothing that is there now can have come of it. */
  private @Nullable Announced over(
      String cmdId, @Nullable Expectation expectation, @Nullable Announced announced) {
    if (expectation == null) {
      return null;
    }
    return announced != null && announced.expectation().equals(expectation)
        ? announced
        : new Announced(cmdId, null, expectation, state.table().nextNumber());
  }

  /** A command has come that ends the call. */
  void onEnding(CallId call, String byCmdId) {
    state.followers().publish(new EndingNews(call, byCmdId));
  }

  /** A command has held its turn for too long, and has lost it. */
  void onDropped(String cmdId) {
    LOG.error("command {} has never left its calls: it is taken for gone", cmdId);
    forget(cmdId);
  }
}
