package io.callapi.calls;

import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy has shown.
 *
 * @param askedAt the number of the last change before it was asked
 * @param only the Call-ID that was looked at; null for a list of all
 */
record LookResult(long askedAt, @Nullable CallId only, List<Dialog> dialogs) {

  boolean isList() {
    return only == null;
  }
}
