package io.callapi.calls;

import io.callapi.bus.Address;
import io.callapi.proxy.Dialog;
import java.util.List;

/**
 * All dialogs of a proxy, read when contact with it was made or regained: from here on the table
 * knows what exists.
 *
 * @param restarted true if the proxy has been restarted since it was last heard, and has lost the
 *     calls it had
 */
public record CallsReport(String proxy, List<Dialog> dialogs, boolean restarted) {

  /** {@code callapi.calls.report.<name of the proxy>} (request): the table takes it over. */
  public static final Address.Family<CallsReport, CallsRequest.CallsReply> ADDRESS =
      new Address.Family<>(
          "callapi.calls.report", CallsReport.class, CallsRequest.CallsReply.class);

  public CallsReport {
    dialogs = List.copyOf(dialogs);
  }
}
