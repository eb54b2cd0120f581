package io.callapi.live;

import java.util.List;
import java.util.function.UnaryOperator;

/** What a test needs the proxy to have that {@code conf/opensips.cfg} has not. */
enum ProxyVariant {
  AS_DELIVERED(List.of(), proxy -> proxy),

  /** It waits for 4 seconds for a phone that says nothing, and for 8 for one that rings. */
  PATIENT(List.of(), proxy -> proxy.withTimers(4, 8)),

  /** It lets phones ring for half a minute. */
  LONG_RINGING(List.of(), proxy -> proxy.withTimers(2, 30)),

  /** Its route needs 1.5 seconds before it makes a dialog of a call. */
  SLOW_ROUTE(
      List.of("cfgutils"),
      proxy ->
          proxy
              .withFault(
                  "loadmodule \"callops.so\"",
                  "loadmodule \"callops.so\"\nloadmodule \"cfgutils.so\"")
              .withFault(
                  "route[new_call] {",
                  "route[new_call] {\n\tif (is_method(\"INVITE\")) {\n\t\tt_newtran();\n"
                      + "\t\tusleep(1500000);\n\t}")),

  /** It recognises the call that follows a REFER by another parameter than {@code osid}. */
  OTHER_MATCH_PARAMETER(
      List.of(),
      proxy ->
          proxy.withFault(
              "loadmodule \"callops.so\"",
              "loadmodule \"callops.so\"\nmodparam(\"callops\", \"match_param\", \"xfer\")"));

  private final List<String> modules;
  private final UnaryOperator<OpenSipsConfiguration> change;

  ProxyVariant(List<String> modules, UnaryOperator<OpenSipsConfiguration> change) {
    this.modules = modules;
    this.change = change;
  }

  /** The modules that have to be installed, besides those that Call API needs. */
  List<String> modules() {
    return modules;
  }

  OpenSipsConfiguration configuration() {
    return change.apply(OpenSipsConfiguration.onFreePorts());
  }
}
