package io.callapi.calls;

import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.proxy.SipProxy;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Releases dialogs that nobody owns any more. */
final class DialogRelease {

  private static final Logger LOG = LoggerFactory.getLogger(DialogRelease.class);

  /** It is over, or the connector makes up for it. */
  private static final Set<Reason> SETTLED =
      EnumSet.of(Reason.CALL_UNKNOWN, Reason.NO_REPLY, Reason.UNREACHABLE);

  private final SipProxy proxy;

  DialogRelease(SipProxy proxy) {
    this.proxy = proxy;
  }

  /**
   * Has a dialog released, once.
   *
   * @param why what it is, in words
   */
  void release(KnownDialog dialog, String why) {
    if (dialog.isUp() && !dialog.isReleased()) {
      LOG.info("call {} (dialog {}) is released: {}", dialog.callId(), dialog.id(), why);
      dialog.markReleased(true);
      proxy.ask(new Release(dialog.ref())).onFailure(failure -> failed(dialog, failure));
    }
  }

  private static void failed(KnownDialog dialog, Throwable failure) {
    if (!SETTLED.contains(CallFailure.of(failure).reason())) {
      dialog.markReleased(false);
      LOG.warn("call {} could not be released: {}", dialog.callId(), failure.getMessage());
    }
  }
}
