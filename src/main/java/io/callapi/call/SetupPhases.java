package io.callapi.call;

import io.callapi.call.CallStart.Start;
import io.callapi.call.release.CallRelease;
import io.callapi.call.transfer.Referring;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.command.CallCauses;
import io.callapi.command.Deadline;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.command.Timeouts;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import org.jspecify.annotations.Nullable;

/** The first half of {@link CallStart}: the caller's phone is called. */
final class SetupPhases {

  private SetupPhases() {}

  /** Calls the caller's phone. */
  static Step call(Start start) {
    ProxyRequest<?> originate =
        new ProxyRequest.Originate(start.setup(), start.params().caller(), start.params().callee());
    return Step.to(new Calling(start, false, null))
        .follow(start.setup())
        .ask(originate)
        .awaitAnswer(start.params().timeouts());
  }

  private static Step release(Start start, Cause cause) {
    return leaving(start).goOn(CallRelease.ofSetup(start.setup(), cause).begin());
  }

  /** A late copy of the INVITE may still ring the phone. */
  private static Step leaving(Start start) {
    return Step.leaving(new Afterwards(start.setup(), null, null));
  }

  private static Step fail(Start start, Cause cause) {
    return leaving(start).goOn(Step.fail(cause));
  }

  /** What the phases do alike once the phone is called. */
  private interface Called extends Phase {

    Start start();

    @Override
    default Step onLost(CallId call) {
      return fail(start(), CallCauses.LOST);
    }

    @Override
    default Step onCancelled(Cause cause) {
      return release(start(), cause);
    }
  }

  /**
   * The caller's phone rings, or is about to.
   *
   * @param over whether its dialog has ended, so that the reason is to follow
   * @param refusal the reason, if it is known, so that the end of the dialog is to follow
   */
  record Calling(Start start, boolean over, @Nullable Cause refusal) implements Called {

    @Override
    public Step onState(StateNews news) {
      if (news.state() == CallState.CONFIRMED) {
        return Step.telling("CallerAnswered", start.answered())
            .stopAwaitingAnswer()
            .stop(Deadline.REASON)
            .goOn(refer(start, news.id()));
      }
      return news.isCallOver() ? ended() : Step.to(this);
    }

    private Step ended() {
      if (refusal != null) {
        return fail(start, refusal);
      }
      return over ? Step.to(this) : Step.to(new Calling(start, true, null)).await(Deadline.REASON);
    }

    /** The phone has answered; whether the ACK has passed, its dialog will tell. */
    @Override
    public Step onDone(ProxyRequest<?> request) {
      return isOriginate(request) ? answered() : Step.to(this);
    }

    private Step answered() {
      return Step.to(new Confirming(start))
          .tell("CallerAnswered", start.answered())
          .stopAwaitingAnswer()
          .await(Deadline.CONFIRM);
    }

    @Override
    public Step onFailed(ProxyRequest<?> request, Refused failure) {
      return isOriginate(request) ? refused(failure) : Step.to(this);
    }

    /** Else it is the release of what was left of an earlier run, whose event has overtaken it. */
    private static boolean isOriginate(ProxyRequest<?> request) {
      return request instanceof ProxyRequest.Originate;
    }

    private Step refused(Refused failure) {
      Cause cause = failure.cause();
      if (failure.reason() != Reason.REFUSED) {
        return release(start, cause);
      }
      return over
          ? fail(start, cause)
          : Step.to(new Calling(start, false, cause)).await(Deadline.TRUE_CAUSE);
    }

    @Override
    public Step onDue(Deadline deadline) {
      if (refusal != null) {
        return release(start, refusal);
      }
      return switch (deadline) {
        case REASON -> release(start, CallCauses.CALL_OVER);
        // A phone whose dialog is over does not ring: why it is, is to follow.
        case RING -> over ? Step.to(this) : release(start, Timeouts.callerRang());
        default -> release(start, Cause.timeout("No answer of the caller's phone in time"));
      };
    }
  }

  /** The caller's phone has answered. A request inside the dialog must not overtake the ACK. */
  record Confirming(Start start) implements Called {

    @Override
    public Step onState(StateNews news) {
      if (news.state() == CallState.CONFIRMED) {
        return Step.to(this).stop(Deadline.CONFIRM).goOn(refer(start, news.id()));
      }
      return news.isCallOver() ? release(start, CallCauses.CALL_OVER) : Step.to(this);
    }

    @Override
    public Step onDue(Deadline deadline) {
      return deadline == Deadline.CONFIRM
          ? release(start, Cause.timeout("No ACK in the set-up dialog in time"))
          : Step.to(this);
    }
  }

  private static Step refer(Start start, DialogId setup) {
    return Referring.begin(new StartPlan(start, new DialogRef(start.setup(), setup)));
  }
}
