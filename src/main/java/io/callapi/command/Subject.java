package io.callapi.command;

import io.callapi.sip.CallId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command acts on, which decides about the proxy that it runs on. */
public sealed interface Subject {

  /**
   * The Call-IDs at which the command takes its turn.
   *
   * @param cmdId the command's id, which becomes the Call-ID of a call that it makes
   */
  List<CallId> calls(String cmdId);

  /**
   * A call that it makes.
   *
   * @param proxy the proxy that the client wishes; null for any
   */
  record NewCall(@Nullable String proxy) implements Subject {
    @Override
    public List<CallId> calls(String cmdId) {
      return List.of(new CallId(cmdId));
    }
  }

  /** A call that there is. */
  record ExistingCall(CallId callId) implements Subject {
    @Override
    public List<CallId> calls(String cmdId) {
      return List.of(callId);
    }
  }

  /** Two calls, which have to be on one proxy to be joined. */
  record TwoCalls(CallId callId, CallId other) implements Subject {
    @Override
    public List<CallId> calls(String cmdId) {
      return List.of(callId, other);
    }
  }

  /** Nothing that a proxy knows of. */
  record Nothing() implements Subject {
    @Override
    public List<CallId> calls(String cmdId) {
      return List.of();
    }
  }
}
