package io.callapi.calls;

import io.callapi.calls.CallNews.HoldNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.calls.CallTable.Change;
import io.callapi.calls.view.CallDirectory;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallEvent.DuplicateReply;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldProgress;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what the proxy reports, and tells those who follow the call. */
final class TableEvents {

  private static final Logger LOG = LoggerFactory.getLogger(TableEvents.class);

  private final TableState state;
  private final Reconciliation reconciliation;
  private final Newcomers newcomers;
  private final Forks forks;
  private final ProxyLooks looks;
  private final Verification verification;

  TableEvents(
      TableState state,
      Reconciliation reconciliation,
      Newcomers newcomers,
      Forks forks,
      ProxyLooks looks,
      Verification verification) {
    this.state = state;
    this.reconciliation = reconciliation;
    this.newcomers = newcomers;
    this.forks = forks;
    this.looks = looks;
    this.verification = verification;
  }

  void on(CallEvent event) {
    verification.heard(event.callId());
    if (event instanceof DialogChanged changed) {
      onDialog(changed);
    } else if (event instanceof TransferProgress progress) {
      onTransfer(progress);
    } else if (event instanceof HoldProgress hold) {
      onHold(hold);
    } else if (event instanceof DuplicateReply duplicate) {
      onDuplicate(duplicate.callId());
    }
  }

  private void onDialog(DialogChanged event) {
    Change change = state.table().heard(event);
    if (change == null) {
      return;
    }
    if (change.moved()) {
      reconciliation.tell(change.dialog());
      forks.onMoved(change.dialog());
    }
    if (change.isNew()) {
      newcomers.onAppeared(change.dialog());
    }
  }

  private void onHold(HoldProgress event) {
    if (event.stage() == HoldStage.OK) {
      boolean isHeld = event.action() == HoldAction.HOLD;
      state.table().hold(event.callId(), event.leg(), isHeld);
    }
    state
        .followers()
        .publish(new HoldNews(event.callId(), event.leg(), event.action(), event.stage()));
  }

  private void onTransfer(TransferProgress event) {
    CallId newCall = event.newCallId();
    boolean isNew = newCall != null && isNew(event.callId(), newCall);
    if (newCall != null) {
      show(event, newCall);
    }
    state
        .followers()
        .publish(
            new TransferNews(
                event.callId(),
                newCall,
                isNew,
                event.destination(),
                event.stage(),
                event.status()));
    if (newCall != null) {
      newcomers.onNamed(event.callId(), newCall);
    }
  }

  /** For clients: what the new call comes of, and why it has failed. */
  private void show(TransferProgress event, CallId newCall) {
    CallDirectory shown = state.table().directory();
    if (event.stage() == TransferStage.START) {
      shown.made(newCall, null, null, event.callId());
    }
    SipStatus status = event.status();
    if (status != null && status.isFailure()) {
      shown.because(newCall, Cause.sip(status));
    }
  }

  private boolean isNew(CallId oldCall, CallId newCall) {
    state.named().name(oldCall, newCall);
    long firstSeen = state.named().firstSeen(newCall);
    List<Announced> expecting =
        state.expectations().about(oldCall).stream()
            .filter(announced -> firstSeen > announced.since())
            .toList();
    expecting.forEach(announced -> state.expectations().claim(announced, newCall));
    return !expecting.isEmpty();
  }

  /** Something may have been done twice. */
  private void onDuplicate(CallId call) {
    List<Announced> running = state.expectations().about(call);
    @Nullable Announced over = state.lateCopies().ofOldCall(call);
    running.forEach(Announced::markDuplicated);
    if (over != null) {
      over.markDuplicated();
    }
    if (!running.isEmpty() || over != null || state.lateCopies().isSetup(call)) {
      looks.list().onFailure(failure -> LOG.debug("no list: {}", failure.getMessage()));
    }
  }
}
