package io.callapi.calls;

import io.callapi.calls.CallNews.NewCallNews;
import io.callapi.calls.Recognition.Evidence;
import io.callapi.proxy.Dialog;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a dialog whose parties are known: the call that a command expects, something that a late
 * copy has brought about, or none of our business.
 */
final class NewCallJudge {

  /**
   * A second call of one REFER that comes within that time is one of its copies. Later, it may be a
   * person who calls the same party again.
   */
  private static final Duration COPY = Duration.ofSeconds(2);

  private final TableState state;
  private final DialogRelease release;
  private final TableTime time;

  private record Match(Announced announced, Evidence evidence) {}

  NewCallJudge(TableState state, DialogRelease release, TableTime time) {
    this.state = state;
    this.release = release;
    this.time = time;
  }

  void judge(KnownDialog known) {
    Dialog dialog = known.listed();
    if (dialog == null) {
      return;
    }
    if (!dialog.isUp()) {
      judgeEnded(dialog);
      return;
    }
    if (dialog.ours()) {
      judgeSetup(known);
      return;
    }
    if (!state.isAnythingWatched()) {
      return;
    }
    Optional<Match> expected = expected(dialog);
    if (expected.isPresent()) {
      tell(expected.get().announced(), dialog);
    } else if (!state.isWanted(dialog.callId())) {
      releaseIfLate(known, dialog);
    }
  }

  /** The expected call may have been refused before anything was known of it. */
  private void judgeEnded(Dialog dialog) {
    if (!dialog.ours() && state.expectations().isAnyWaiting()) {
      expected(dialog)
          .map(Match::announced)
          .filter(announced -> !announced.isObeyed())
          .ifPresent(announced -> tell(announced, dialog));
    }
  }

  private void judgeSetup(KnownDialog known) {
    if (state.lateCopies().isSetup(known.callId()) && !state.isInHand(known.callId())) {
      release.release(known, "a set-up dialog that came when its command had ended");
    }
  }

  /** The expectation that it fits best; of several, the one that came first. */
  private Optional<Match> expected(Dialog dialog) {
    return state.expectations().candidates(dialog).stream()
        .map(announced -> match(announced, dialog))
        .flatMap(Optional::stream)
        .min(
            Comparator.comparing(Match::evidence)
                .thenComparing(match -> match.announced().since()));
  }

  private Optional<Match> match(Announced announced, Dialog dialog) {
    return evidence(announced, dialog).map(evidence -> new Match(announced, evidence));
  }

  /** By what a dialog is the new call of a REFER; empty if it is not, or cannot be. */
  Optional<Evidence> evidence(Announced announced, Dialog dialog) {
    Expectation expectation = announced.expectation();
    boolean isNew = state.named().firstSeen(dialog.callId()) > announced.since();
    return !isNew || state.named().isNamedForAnother(dialog.callId(), expectation)
        ? Optional.empty()
        : Recognition.recognise(known(expectation), dialog);
  }

  /** The phone in a set-up dialog is known when that has been listed. */
  private Expectation known(Expectation expectation) {
    if (!expectation.transferor().contact().isEmpty()) {
      return expectation;
    }
    return state.table().of(expectation.old().callId()).stream()
        .filter(old -> old.isOurs() && old.id().equals(expectation.old().id()))
        .map(KnownDialog::listed)
        .filter(Objects::nonNull)
        .map(setup -> expectation.of(setup.callee()))
        .findFirst()
        .orElse(expectation);
  }

  private void tell(Announced announced, Dialog dialog) {
    Expectation expectation = announced.expectation();
    boolean isKnown =
        state.named().isNamedFor(dialog.callId(), expectation)
            || state.followers().isFollowedBy(announced.cmdId(), dialog.callId());
    if (state.expectations().claim(announced, dialog.callId()) && !isKnown) {
      state.followers().publish(new NewCallNews(expectation.old().callId(), dialog));
    }
  }

  private void releaseIfLate(KnownDialog known, Dialog dialog) {
    for (Announced announced : state.lateCopies().candidates(dialog)) {
      Evidence evidence = evidence(announced, dialog).orElse(null);
      if (isOfCopy(known, announced, evidence)) {
        announced.claim(dialog.callId(), time.now());
        release.release(known, "a phone has obeyed a REFER late, or twice");
        return;
      }
    }
  }

  /**
   * Once a command has ended, people may place the same call themselves. So a late one needs a
   * proof: what the proxy keeps of it, a request that was answered twice, or that it comes at the
   * same time as the call that was wanted.
   */
  private static boolean isOfCopy(
      KnownDialog known, Announced announced, @Nullable Evidence evidence) {
    if (evidence == null || evidence == Evidence.TRANSFER_OF) {
      return evidence != null;
    }
    return announced.isDuplicated() || announced.isObeyedWithin(COPY, known.times().created());
  }
}
