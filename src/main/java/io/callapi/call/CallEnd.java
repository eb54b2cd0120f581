package io.callapi.call;

import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.HoldNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.command.CommandType;
import io.callapi.command.CommandType.Beginning;
import io.callapi.command.Deadline;
import io.callapi.command.Parameters;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.command.Subject;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.List;

/** Ends a call, or cancels it while it rings; done when its dialog is gone. */
final class CallEnd {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "CallEnd",
          Params::from,
          Params.class,
          p -> new Subject.ExistingCall(p.callid()),
          Purpose.END,
          CallEnd::begin);

  private CallEnd() {}

  record Params(CallId callid) {

    static Params from(Parameters parameters) {
      return new Params(parameters.callId("callid"));
    }
  }

  private static Step begin(Beginning<Params> beginning) {
    CallId call = beginning.params().callid();
    List<DialogRef> known = beginning.known().stream().map(Dialog::ref).toList();
    List<DialogRef> asked = known.isEmpty() ? List.of(DialogRef.of(call)) : known;
    return Step.to(new Ending(asked, beginning.existed(), false)).follow(call).release(asked);
  }

  /**
   * The proxy was asked to end the call; its dialogs are to go.
   *
   * @param existed whether there is, or was, such a call at all: that the proxy does not know it is
   *     a success then, and else the answer
   * @param answered whether the proxy has answered
   */
  record Ending(List<DialogRef> going, boolean existed, boolean answered) implements Phase {

    Ending {
      going = List.copyOf(going);
    }

    @Override
    public Step onState(StateNews news) {
      if (news.state() != CallState.ENDED) {
        return Step.to(new Ending(going, true, answered));
      }
      return going.stream()
          .filter(dialog -> dialog.covers(news.callId(), news.id()))
          .findFirst()
          .map(dialog -> ended(dialog, news.another()))
          .orElseGet(() -> Step.to(this));
    }

    /** Where the Call-ID alone is known, every dialog of it is meant. */
    private Step ended(DialogRef dialog, boolean another) {
      return dialog.id() == null && another
          ? Step.to(this).ask(new ProxyRequest.Release(dialog))
          : without(dialog);
    }

    private Step without(DialogRef gone) {
      List<DialogRef> rest = new ArrayList<>(going);
      rest.remove(gone);
      return rest.isEmpty() ? Step.end() : Step.to(new Ending(rest, true, answered));
    }

    /** The call was there, and its end is to follow. */
    @Override
    public Step onDone(ProxyRequest<?> request) {
      return awaitEnd(true);
    }

    @Override
    public Step onFailed(ProxyRequest<?> request, Refused failure) {
      return switch (failure.reason()) {
        case CALL_UNKNOWN ->
            existed && request instanceof ProxyRequest.Release asked
                ? without(asked.dialog())
                : Step.fail(failure.cause());
        case NOT_IN_CHARGE -> Step.to(this).elsewhere(failure.cause());
        case NO_REPLY -> awaitEnd(existed);
        default -> Step.fail(failure.cause());
      };
    }

    private Step awaitEnd(boolean exists) {
      Step step = Step.to(new Ending(going, exists, true)).await(Deadline.END_REPORTED);
      return answered ? step : step.await(Deadline.RELEASE);
    }

    @Override
    public Step onDue(Deadline deadline) {
      return deadline == Deadline.END_REPORTED ? Step.to(this).release(going) : tooLate();
    }

    private static Step tooLate() {
      return Step.fail(Cause.timeout("No end of the call in time"));
    }

    /** Without the proxy that had it there is no call any more. */
    @Override
    public Step onLost(CallId call) {
      return Step.end();
    }

    @Override
    public Step onTransfer(TransferNews news) {
      return Step.to(this);
    }

    @Override
    public Step onHold(HoldNews news) {
      return Step.to(this);
    }

    /** Another client ends the same call. */
    @Override
    public Step onEnding(EndingNews news) {
      return Step.to(this);
    }

    @Override
    public Step onCancelled(Cause cause) {
      return Step.fail(cause);
    }
  }
}
