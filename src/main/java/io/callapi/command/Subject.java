package io.callapi.command;

import io.callapi.sip.CallId;
import org.jspecify.annotations.Nullable;

/** What a command acts on, which decides about the proxy that it runs on. */
public sealed interface Subject {

  /**
   * A call that it makes.
   *
   * @param proxy the proxy that the client wishes; null for any
   */
  record NewCall(@Nullable String proxy) implements Subject {}

  /** A call that there is. */
  record ExistingCall(CallId callId) implements Subject {}

  /** Two calls, which have to be on one proxy to be joined. */
  record TwoCalls(CallId callId, CallId other) implements Subject {}

  /** Nothing that a proxy knows of. */
  record Nothing() implements Subject {}
}
