package io.callapi.calls;

import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.ProxyRequest.ReleaseFork;
import io.callapi.proxy.SipProxy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Set-up dialogs whose INVITE has reached several phones: whoever answers beside the first one is
 * hung up (RFC 3261, section 13.2.2.4). The end of the dialog does not reach them.
 *
 * <p>No event tells of a second answer. So each set-up dialog that is answered is looked at once,
 * which shows whether there are several phones; only then it is looked at again, while an answer
 * may cross the CANCEL.
 */
final class Forks {

  private static final Logger LOG = LoggerFactory.getLogger(Forks.class);

  /** From the answer or the end of the dialog to a look, and from each look to the next. */
  private static final List<Duration> LOOKS =
      List.of(Duration.ofMillis(300), Duration.ofMillis(700), Duration.ofSeconds(2));

  private final TableState state;
  private final SipProxy proxy;
  private final ProxyLooks looks;
  private final TableTime time;
  private final Set<DialogId> looking = new HashSet<>();
  private final Set<DialogId> watched = new HashSet<>();

  Forks(TableState state, SipProxy proxy, ProxyLooks looks, TableTime time) {
    this.state = state;
    this.proxy = proxy;
    this.looks = looks;
    this.time = time;
  }

  /** A dialog has reached another state. */
  void onMoved(KnownDialog known) {
    if (!known.state().isAtLeast(CallState.ANSWERED) || !isSetup(known)) {
      return;
    }
    Dialog dialog = known.listed();
    if (known.isUp()) {
      lookOnce(known);
    } else if (dialog == null ? known.times().answered() != null : !dialog.forks().isEmpty()) {
      watch(known);
    }
  }

  private void lookOnce(KnownDialog known) {
    if (!known.hasLegs() && looking.add(known.id())) {
      look(known).onComplete(done -> looking.remove(known.id()));
    }
  }

  private boolean isSetup(KnownDialog known) {
    return known.isOurs()
        || state.turns().isStarting(known.callId())
        || state.lateCopies().isSetup(known.callId());
  }

  /** The proxy shows a dialog, which may have ended. */
  void onListed(KnownDialog known) {
    Dialog dialog = known.listed();
    if (dialog != null
        && dialog.ours()
        && dialog.state().isAtLeast(CallState.ANSWERED)
        && !dialog.forks().isEmpty()) {
      released(dialog).forEach(leg -> release(known, dialog, leg));
      if (dialog.isUp()) {
        known.settleFork(dialog.callee().tag());
        watch(known);
      }
    }
  }

  /** Who is the callee does not matter in a dialog that is over. */
  private static Stream<DialogLeg> released(Dialog dialog) {
    Stream<DialogLeg> callee = dialog.isUp() ? Stream.of() : Stream.of(dialog.callee());
    return Stream.concat(callee, dialog.forks().stream()).filter(leg -> !leg.contact().isEmpty());
  }

  private void release(KnownDialog known, Dialog dialog, DialogLeg answered) {
    if (known.settleFork(answered.tag())) {
      LOG.info("{} has answered call {}, too: hung up", answered.contact(), known.callId());
      proxy
          .ask(new ReleaseFork(dialog, answered))
          .onFailure(failure -> onNotReleased(known, answered, failure));
    }
  }

  /** Without a reply the next look has it done again. */
  private void onNotReleased(KnownDialog known, DialogLeg answered, Throwable failure) {
    LOG.warn("{} could not be hung up: {}", answered.contact(), failure.getMessage());
    if (CallFailure.of(failure).is(Reason.NO_REPLY)) {
      known.unsettleFork(answered.tag());
      watch(known);
    }
  }

  private void watch(KnownDialog known) {
    if (watched.add(known.id())) {
      lookAgain(known, 0);
    }
  }

  private void lookAgain(KnownDialog known, int looked) {
    if (looked == LOOKS.size()) {
      watched.remove(known.id());
    } else {
      time.after(
          LOOKS.get(looked), () -> look(known).onComplete(done -> lookAgain(known, looked + 1)));
    }
  }

  /** Only a list shows a dialog that is over. */
  private Future<Void> look(KnownDialog known) {
    return (known.isUp() ? looks.lookUp(known.callId()) : looks.list())
        .onFailure(failure -> LOG.debug("{} not looked at: {}", known, failure.getMessage()));
  }
}
