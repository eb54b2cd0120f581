package io.callapi.bench.faults;

import io.callapi.simulator.SimulatedCall;

/** Who has called whom, by the user parts of their addresses; one that is empty is anybody. */
record Parties(String caller, String callee) {

  static Parties of(SimulatedCall call) {
    return ofUris(call.fromUri(), call.toUri());
  }

  static Parties ofUris(String caller, String callee) {
    return new Parties(user(caller), user(callee));
  }

  /** {@code bob} of {@code sip:bob@s17.test;osid=…}. */
  private static String user(String uri) {
    return uri.substring(uri.indexOf(':') + 1).replaceFirst("@.*", "");
  }

  /** The party at that end of the call. */
  String at(String leg) {
    return switch (leg) {
      case "caller" -> caller;
      case "callee" -> callee;
      default -> "";
    };
  }

  boolean fit(SimulatedCall call) {
    Parties found = of(call);
    return isSame(caller, found.caller) && isSame(callee, found.callee);
  }

  private static boolean isSame(String expected, String found) {
    return expected.isEmpty() || Habits.answering(expected).equals(Habits.answering(found));
  }

  @Override
  public String toString() {
    return caller + " to " + callee;
  }
}
