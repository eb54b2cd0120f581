package io.callapi.simulator;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The events that the simulated proxy knows, in the order of their numbers. */
final class EventCatalogue {

  private static final List<String> CORE =
      List.of(
          "E_CORE_SR_STATUS_CHANGED",
          "E_CORE_THRESHOLD",
          "E_CORE_SHM_THRESHOLD",
          "E_CORE_PKG_THRESHOLD",
          "E_CORE_PROC_AUTO_SCALE",
          "E_CORE_TCP_DISCONNECT");
  private static final List<String> PROFILING = List.of("E_PROFILING_SCRIPT", "E_PROFILING_PROC");
  private static final List<String> LOCATION =
      List.of(
          "E_UL_AOR_INSERT",
          "E_UL_AOR_DELETE",
          "E_UL_CONTACT_INSERT",
          "E_UL_CONTACT_UPDATE",
          "E_UL_CONTACT_DELETE",
          "E_UL_CONTACT_REFRESH",
          "E_UL_LATENCY_UPDATE");
  private static final List<String> DIALOG = List.of(Dialogs.STATE_CHANGED);
  private static final List<String> CALLOPS =
      List.of(TransferEvents.CALL_TRANSFER, Holds.CALL_HOLD);

  private final List<String> names;

  EventCatalogue(SimulatedVersion version, Set<String> missingModules) {
    names =
        Stream.of(
                CORE,
                version.isAtLeast(4, 0) ? PROFILING : List.<String>of(),
                LOCATION,
                missingModules.contains("dialog") ? List.<String>of() : DIALOG,
                missingModules.contains("callops") ? List.<String>of() : CALLOPS,
                List.of("E_CORE_LOG"))
            .flatMap(List::stream)
            .toList();
  }

  List<String> names() {
    return names;
  }

  boolean contains(String event) {
    return names.contains(event);
  }

  int idOf(String event) {
    return names.indexOf(event);
  }
}
