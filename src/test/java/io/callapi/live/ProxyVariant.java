package io.callapi.live;

import java.util.List;

/** What a test needs the proxy to have that {@code conf/opensips.cfg} has not. */
enum ProxyVariant {
  AS_DELIVERED,

  /** It waits for 4 seconds for a phone that says nothing, and for 8 for one that rings. */
  PATIENT,

  /** It lets phones ring for half a minute. */
  LONG_RINGING,

  /** Its route needs 1.5 seconds before it makes a dialog of a call. */
  SLOW_ROUTE,

  /** It recognises the call that follows a REFER by another parameter than {@code osid}. */
  OTHER_MATCH_PARAMETER,

  /** It calls all phones of the caller for a CallStart. */
  ALL_PHONES;

  private static final String CALLOPS = "loadmodule \"callops.so\"";
  private static final String NEW_CALL = "route[new_call] {";
  private static final String DELAY =
      "\n\tif (is_method(\"INVITE\")) {\n\t\tt_newtran();\n\t\tusleep(1500000);\n\t}";

  /** The modules that have to be installed, besides those that Call API needs. */
  List<String> modules() {
    return this == SLOW_ROUTE ? List.of("cfgutils") : List.of();
  }

  OpenSipsConfiguration configuration() {
    OpenSipsConfiguration proxy = OpenSipsConfiguration.onFreePorts();
    return switch (this) {
      case AS_DELIVERED -> proxy;
      case PATIENT -> proxy.withTimers(4, 8);
      case LONG_RINGING -> proxy.withTimers(2, 30);
      case SLOW_ROUTE ->
          proxy
              .withFault(CALLOPS, CALLOPS + "\nloadmodule \"cfgutils.so\"")
              .withFault(NEW_CALL, NEW_CALL + DELAY);
      case ALL_PHONES ->
          proxy.withFault("lookup(\"location\", \"no-branches\")", "lookup(\"location\")");
      case OTHER_MATCH_PARAMETER ->
          proxy.withFault(CALLOPS, CALLOPS + "\nmodparam(\"callops\", \"match_param\", \"xfer\")");
    };
  }
}
