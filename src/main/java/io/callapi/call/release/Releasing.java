package io.callapi.call.release;

import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.HoldNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.calls.Expectation;
import io.callapi.calls.Recognition;
import io.callapi.command.Deadline;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls are released; the command ends when all of them are gone. That one was over already is as
 * good. How the command ends was decided before.
 *
 * @param release what was to be released
 * @param left what of it is still to go, and what has come to that
 */
record Releasing(CallRelease release, Unreleased left) implements Phase {

  static Step begin(CallRelease release) {
    List<DialogRef> going = new ArrayList<>(release.certain());
    DialogRef later = release.later();
    if (later != null) {
      going.add(later);
    }
    Releasing first = new Releasing(release, new Unreleased(going, release.suspects()));
    Step step = Step.to(first).await(Deadline.RELEASE);
    for (DialogRef dialog : release.certain()) {
      step = step.ask(new ProxyRequest.Release(dialog)).follow(dialog.callId());
    }
    for (CallId suspect : release.suspects()) {
      step = step.look(suspect).follow(suspect);
    }
    if (later != null) {
      step = step.await(Deadline.REPLACED_CALL).follow(later.callId());
    }
    return step.goOn(first.unlessDone());
  }

  private Step unlessDone() {
    return left.isEmpty() ? Step.ended(release.outcome()) : Step.to(this);
  }

  private Releasing with(Unreleased now) {
    return new Releasing(release, now);
  }

  @Override
  public Step onState(StateNews news) {
    if (news.state() != CallState.ENDED) {
      return onUp(news);
    }
    return left.of(news).map(dialog -> gone(dialog, news)).orElseGet(() -> Step.to(this));
  }

  private Step onUp(StateNews news) {
    if (!news.callId().equals(release.setup())) {
      return Step.to(this);
    }
    DialogRef dialog = new DialogRef(news.callId(), news.id());
    // If none is covered, the INVITE has reached the phone twice, and the second copy was answered.
    return left.of(news).isEmpty()
        ? releaseToo(List.of(dialog))
        : Step.to(with(left.shown(dialog)));
  }

  /** Where the Call-ID alone is known, or is the command's own, every dialog of it is meant. */
  private Step gone(DialogRef dialog, StateNews news) {
    boolean allAreMeant = dialog.id() == null || dialog.callId().equals(release.setup());
    Releasing rest = with(left.without(dialog));
    return allAreMeant && news.another()
        ? rest.releaseToo(List.of(DialogRef.of(dialog.callId())))
        : rest.unlessDone();
  }

  @Override
  public Step onDone(ProxyRequest<?> request) {
    boolean released = request instanceof ProxyRequest.Release;
    return released ? Step.to(this).await(Deadline.END_REPORTED) : Step.to(this);
  }

  /** A lost reply is made up for by a look at the call, and by the connector when it is back. */
  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    boolean waits = failure.reason() == Reason.NO_REPLY;
    return request instanceof ProxyRequest.Release asked && !waits
        ? refused(asked.dialog())
        : Step.to(this);
  }

  /** The INVITE may have come to the proxy after the request to end what it begins. */
  private Step refused(DialogRef asked) {
    Releasing rest = with(left.without(asked));
    return asked.id() == null ? rest.releaseToo(rest.left.of(asked.callId())) : rest.unlessDone();
  }

  @Override
  public Step onLooked(CallId call, List<Dialog> dialogs) {
    Expectation expectation = release.expectation();
    if (expectation == null || !left.looked().contains(call)) {
      return Step.to(this);
    }
    List<DialogRef> own =
        dialogs.stream()
            .filter(dialog -> dialog.isUp() && Recognition.fits(expectation, dialog))
            .map(Dialog::ref)
            .toList();
    return with(left.withoutLook(call)).releaseToo(own);
  }

  /** What cannot be looked at is left to the watch that goes on after the command. */
  @Override
  public Step onNotLooked(CallId call, Refused failure) {
    return with(left.withoutLook(call)).unlessDone();
  }

  private Step releaseToo(List<DialogRef> more) {
    return with(left.and(more)).unlessDone().release(more);
  }

  /** The REFER has reached the phone twice, and this is the second call of it. */
  @Override
  public Step onTransfer(TransferNews news) {
    CallId newCall = news.newCallId();
    if (newCall == null || !news.isNew() || release.expectation() == null || isKnown(newCall)) {
      return Step.to(this);
    }
    return Step.to(with(left.andLookAt(newCall))).look(newCall).follow(newCall);
  }

  private boolean isKnown(CallId call) {
    return call.equals(release.kept()) || release.suspects().contains(call) || left.has(call);
  }

  @Override
  public Step onNewCall(Dialog dialog) {
    return isKnown(dialog.callId()) || !dialog.isUp()
        ? Step.to(this)
        : Step.to(this).follow(dialog.callId()).goOn(releaseToo(List.of(dialog.ref())));
  }

  @Override
  public Step onDue(Deadline deadline) {
    return switch (deadline) {
      case REPLACED_CALL -> releaseLater();
      case END_REPORTED -> Step.to(this).release(left.allBut(release.later()));
      // The command has waited long enough; what is left is up to the watch that goes on.
      case RELEASE -> Step.ended(release.outcome());
      default -> Step.to(this);
    };
  }

  private Step releaseLater() {
    DialogRef later = release.later();
    return later != null && left.going().contains(later)
        ? Step.to(this).ask(new ProxyRequest.Release(later))
        : Step.to(this);
  }

  @Override
  public Step onLost(CallId call) {
    return with(left.without(call)).unlessDone();
  }

  @Override
  public Step onSearched(List<Dialog> dialogs) {
    return Step.to(this);
  }

  @Override
  public Step onHold(HoldNews news) {
    return Step.to(this);
  }

  @Override
  public Step onEnding(EndingNews news) {
    return Step.to(this);
  }

  /** It is about to end anyway. */
  @Override
  public Step onCancelled(Cause cause) {
    return Step.to(this);
  }
}
