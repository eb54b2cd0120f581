package io.callapi.proxy;

import io.callapi.bus.Address;
import io.callapi.sip.CallId;
import java.util.List;
import java.util.Optional;

/**
 * All calls of a proxy, read after contact with it was lost: whoever follows a call of it learns
 * here what became of the call meanwhile.
 *
 * @param restarted true if the proxy has been restarted, and has lost the calls it had
 */
public record CallSnapshot(String proxy, List<Call> calls, boolean restarted) {

  /** {@code callapi.proxies.snapshot} (publish): on the node whose link was lost and regained. */
  public static final Address<CallSnapshot, Void> ADDRESS =
      new Address<>("callapi.proxies.snapshot", CallSnapshot.class, Void.class);

  /** The call, if the proxy has it. */
  public Optional<Call> find(CallId callId) {
    return calls.stream().filter(call -> call.callId().equals(callId)).findFirst();
  }
}
