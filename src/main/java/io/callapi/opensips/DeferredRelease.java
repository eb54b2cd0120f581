package io.callapi.opensips;

import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A call that is not as it should be: it is to be released, or resumed. */
final class DeferredRelease {

  /** More new calls than that do not come of one that was to be released. */
  private static final int MOST = 20;

  private final CallId callId;
  private final Set<DialogRef> dialogs = new LinkedHashSet<>();

  /** Whether the proxy has said anything about it since it is back. */
  boolean answered;

  /** Whether the proxy is being asked: a resume that is asked for twice might undo a later hold. */
  boolean underWay;

  private DeferredRelease(CallId callId) {
    this.callId = callId;
  }

  static DeferredRelease ending(DialogRef dialog) {
    DeferredRelease release = new DeferredRelease(dialog.callId());
    release.dialogs.add(dialog);
    return release;
  }

  static DeferredRelease resuming(CallId callId) {
    return new DeferredRelease(callId);
  }

  CallId callId() {
    return callId;
  }

  boolean isToEnd() {
    return !dialogs.isEmpty();
  }

  /** Another dialog that is to be released with it. */
  void add(DialogRef dialog) {
    if (dialogs.size() < MOST) {
      dialogs.add(dialog);
    }
  }

  Set<DialogRef> dialogs() {
    return Set.copyOf(dialogs);
  }

  /** What the proxy is to be asked. */
  List<ProxyRequest<?>> requests() {
    return isToEnd()
        ? dialogs.stream().<ProxyRequest<?>>map(Release::new).toList()
        : List.of(new ChangeHold(callId, HoldAction.RESUME));
  }

  @Override
  public String toString() {
    return (isToEnd() ? "the release of " : "the resuming of ") + callId;
  }
}
