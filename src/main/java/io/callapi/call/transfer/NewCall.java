package io.callapi.call.transfer;

import io.callapi.sip.CallId;
import io.callapi.sip.Uri;
import org.jspecify.annotations.Nullable;

/**
 * The call that a referred phone places.
 *
 * @param destination as the proxy says; null if it does not
 * @param reported whether the proxy itself has named it as the call of this transfer; false if it
 *     was recognised by what the proxy keeps of it
 */
public record NewCall(CallId callId, @Nullable Uri destination, boolean reported) {}
