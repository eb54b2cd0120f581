package io.callapi.calls;

import io.callapi.calls.CallNews.LostNews;
import io.callapi.calls.CallTable.Change;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets what the proxy shows against the table, and tells what differs.
 *
 * <p>A dialog that is not shown has ended only if neither a look at its Call-ID nor a list shows
 * it, both asked for after it was last heard of: a proxy may show one dialog of a Call-ID alone, or
 * miss one while a list is read in pages.
 */
final class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private static final Cause RESTARTED = Cause.proxy("The proxy has lost the call");

  private final CallTable table;
  private final Followers followers;
  private final List<Consumer<KnownDialog>> listeners = new ArrayList<>();
  private final Set<CallId> doubted = new LinkedHashSet<>();
  private @Nullable ProxyLooks looks;
  private boolean looking;

  Reconciliation(CallTable table, Followers followers) {
    this.table = table;
    this.followers = followers;
  }

  /** Once, at the beginning: who is told of each dialog that is shown, up or not. */
  void addListener(Consumer<KnownDialog> onListed) {
    listeners.add(onListed);
  }

  /** Once, at the beginning: by what doubts are settled. */
  void lookWith(ProxyLooks theLooks) {
    looks = theLooks;
  }

  void take(LookResult result) {
    List<Change> shown = new ArrayList<>();
    for (Dialog dialog : result.dialogs()) {
      Change change = table.listed(dialog);
      if (change != null) {
        shown.add(change);
      }
    }
    shown.stream().filter(Change::moved).map(Change::dialog).forEach(this::tell);
    shown.stream()
        .map(Change::dialog)
        .forEach(dialog -> listeners.forEach(listener -> listener.accept(dialog)));
    missing(result).forEach(dialog -> miss(dialog, result.isList()));
  }

  private List<KnownDialog> missing(LookResult result) {
    CallId only = result.only();
    return (only == null ? table.all() : table.of(only))
        .stream().filter(dialog -> dialog.isUp() && dialog.heard() <= result.askedAt()).toList();
  }

  /** A look has not shown it. */
  void miss(KnownDialog dialog, boolean byList) {
    if (dialog.missedBy(byList)) {
      end(dialog);
    } else if (byList) {
      doubt(dialog.callId());
    } else if (looks != null) {
      looks.list().onFailure(failure -> logUnsettled(dialog.callId(), failure));
    }
  }

  private void end(KnownDialog dialog) {
    table.end(dialog);
    tell(dialog);
  }

  /** The proxy has been restarted, and has lost it. */
  void lose(KnownDialog dialog) {
    table.lose(dialog, RESTARTED);
    followers.publish(new LostNews(dialog.callId()));
  }

  /** Publishes how a dialog is now. */
  void tell(KnownDialog dialog) {
    followers.publish(dialog.news(table.hasAnotherUp(dialog)));
  }

  /** Looks at the call, after those that were doubted before, one at a time. */
  void doubt(CallId call) {
    doubted.add(call);
    settleNext();
  }

  private void settleNext() {
    if (looking || doubted.isEmpty() || looks == null) {
      return;
    }
    CallId call = doubted.iterator().next();
    doubted.remove(call);
    looking = true;
    looks.lookUp(call).onComplete(done -> settled(), failure -> unsettled(call, failure));
  }

  private void settled() {
    looking = false;
    settleNext();
  }

  /** The proxy does not answer: when it is back, all is listed anew. */
  private void unsettled(CallId call, Throwable failure) {
    logUnsettled(call, failure);
    looking = false;
    doubted.clear();
  }

  private static void logUnsettled(CallId call, Throwable failure) {
    LOG.debug("whether call {} is up is not known: {}", call, failure.getMessage());
  }
}
