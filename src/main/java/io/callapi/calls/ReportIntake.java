package io.callapi.calls;

import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogRef;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes over the list that is read when contact with a proxy is made or regained. */
final class ReportIntake {

  private final TableState state;
  private final Reconciliation reconciliation;
  private final DialogRelease release;
  private final TableTime time;
  private final Duration strayDelay;

  ReportIntake(
      TableState state,
      Reconciliation reconciliation,
      DialogRelease release,
      TableTime time,
      Duration strayDelay) {
    this.state = state;
    this.reconciliation = reconciliation;
    this.release = release;
    this.time = time;
    this.strayDelay = strayDelay;
  }

  void take(CallsReport report) {
    CallTable table = state.table();
    // Nothing is taken for missing by the number: what has come meanwhile is newer than the list.
    reconciliation.take(new LookResult(-1, null, report.dialogs()));
    Set<DialogRef> listed = report.dialogs().stream().map(Dialog::ref).collect(Collectors.toSet());
    List<KnownDialog> missing =
        table.all().stream().filter(one -> one.isUp() && !listed.contains(one.ref())).toList();
    missing.forEach(one -> miss(one, report.restarted()));
    strays().forEach(this::releaseStray);
  }

  private void miss(KnownDialog dialog, boolean restarted) {
    if (restarted) {
      reconciliation.lose(dialog);
    } else {
      reconciliation.miss(dialog, true);
    }
  }

  private List<KnownDialog> strays() {
    return state.table().all().stream().filter(this::isStray).toList();
  }

  private boolean isStray(KnownDialog dialog) {
    return dialog.isUp() && dialog.isOurs() && !state.isInHand(dialog.callId());
  }

  private void releaseStray(KnownDialog dialog) {
    if (strayDelay.isZero()) {
      releaseIfStray(dialog);
    } else {
      time.after(strayDelay, () -> releaseIfStray(dialog));
    }
  }

  private void releaseIfStray(KnownDialog dialog) {
    if (isStray(dialog)) {
      release.release(dialog, "a set-up dialog that no command owns");
    }
  }
}
