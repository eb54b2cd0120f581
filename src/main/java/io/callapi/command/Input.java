package io.callapi.command;

import io.callapi.calls.CallNews;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import java.util.List;

/** What a command can learn. */
public sealed interface Input {

  /** The proxy has carried out a request, or has begun to. */
  record Done(ProxyRequest<?> request) implements Input {}

  /** The proxy has not carried out a request, or it is not known whether it has. */
  record Failed(ProxyRequest<?> request, Refused failure) implements Input {}

  /** Something has happened to a call that is followed. */
  record Heard(CallNews news) implements Input {}

  /** A wait is over. */
  record Due(Deadline deadline) implements Input {}

  /** How a call is; no dialog if there is none. */
  record Looked(CallId call, List<Dialog> dialogs) implements Input {
    public Looked {
      dialogs = List.copyOf(dialogs);
    }
  }

  /** It could not be found out how a call is. */
  record NotLooked(CallId call, Refused failure) implements Input {}

  /** The new calls that a search has found; none also if the proxy does not say. */
  record Searched(List<Dialog> dialogs) implements Input {
    public Searched {
      dialogs = List.copyOf(dialogs);
    }
  }

  /** The command is to take back what it has begun, and to end. */
  record Cancelled(Cause cause) implements Input {}
}
