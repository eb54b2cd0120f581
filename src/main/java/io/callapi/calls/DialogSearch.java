package io.callapi.calls;

import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Looked;
import io.callapi.calls.CallsRequest.NotLooked;
import io.callapi.calls.Recognition.Evidence;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the dialogs that commands ask for, at the proxy where the table does not know enough. */
final class DialogSearch {

  private final TableState state;
  private final NewCallJudge judge;
  private final ProxyLooks looks;

  private record Found(KnownDialog known, Dialog dialog, Evidence evidence) {}

  DialogSearch(TableState state, NewCallJudge judge, ProxyLooks looks) {
    this.state = state;
    this.judge = judge;
    this.looks = looks;
  }

  /** The new call of an expectation: one that is up, else one that has just ended. */
  Future<CallsReply> search(Expectation expectation) {
    Announced announced = state.expectations().find(expectation);
    if (announced == null) {
      return Future.succeededFuture(new Looked(List.of()));
    }
    List<Dialog> known = found(announced, Dialog::isUp);
    return known.isEmpty()
        ? looks.list().map(done -> best(announced)).recover(DialogSearch::notLooked)
        : Future.succeededFuture(new Looked(known));
  }

  private CallsReply best(Announced announced) {
    List<Dialog> up = found(announced, Dialog::isUp);
    return new Looked(up.isEmpty() ? found(announced, dialog -> true) : up);
  }

  private List<Dialog> found(Announced announced, Predicate<Dialog> wanted) {
    List<Dialog> dialogs =
        state.table().newerThan(announced.since()).stream()
            .flatMap(known -> find(announced, known).stream())
            .filter(found -> wanted.test(found.dialog()))
            .sorted(Comparator.comparing(Found::evidence))
            .map(Found::dialog)
            .toList();
    dialogs.forEach(dialog -> state.expectations().claim(announced, dialog.callId()));
    return dialogs;
  }

  private Optional<Found> find(Announced announced, KnownDialog known) {
    Dialog dialog = known.listed();
    return dialog == null || state.expectations().isClaimedByAnother(announced, dialog.callId())
        ? Optional.empty()
        : judge.evidence(announced, dialog).map(evidence -> new Found(known, dialog, evidence));
  }

  /** The dialogs of a call that are up. */
  Future<CallsReply> look(CallId call) {
    List<KnownDialog> up = state.table().up(call);
    boolean isKnown = !up.isEmpty() && up.stream().allMatch(KnownDialog::hasLegs);
    return isKnown
        ? Future.succeededFuture(listed(call))
        : looks
            .lookUp(call)
            .compose(done -> isUnclear(call) ? looks.lookUp(call) : Future.succeededFuture())
            .compose(done -> isUnclear(call) ? looks.list() : Future.succeededFuture())
            .map(done -> listed(call))
            .recover(DialogSearch::notLooked);
  }

  /**
   * Whether the proxy has shown none of a Call-ID that is up: it may have come up after the look,
   * which is repeated then; and where a look finds none, a list has it all the same.
   */
  private boolean isUnclear(CallId call) {
    List<KnownDialog> up = state.table().up(call);
    return !up.isEmpty() && up.stream().noneMatch(KnownDialog::hasLegs);
  }

  private CallsReply listed(CallId call) {
    Stream<Dialog> dialogs =
        state.table().up(call).stream().map(KnownDialog::listed).filter(Objects::nonNull);
    return new Looked(dialogs.toList());
  }

  static Future<CallsReply> notLooked(Throwable failure) {
    CallFailure known = CallFailure.of(failure);
    return Future.succeededFuture(new NotLooked(known.reason(), known.cause()));
  }
}
