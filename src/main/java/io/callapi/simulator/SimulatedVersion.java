package io.callapi.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The OpenSIPS release that is imitated, and what it can do. */
record SimulatedVersion(int major, int minor, String text) {

  private static final Pattern SYNTAX = Pattern.compile("([0-9]+)\\.([0-9]+)(\\..*)?");

  static SimulatedVersion parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a version is for instance 3.6.8, not " + text);
    }
    return new SimulatedVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), text);
  }

  boolean isAtLeast(int major, int minor) {
    return this.major > major || (this.major == major && this.minor >= minor);
  }

  /** 4.0 named its commands {@code module:command} and keeps the old names as aliases. */
  boolean hasModuleNames() {
    return isAtLeast(4, 0);
  }

  /** 4.0.1 crashes on a message that is no single request. */
  boolean diesOfInvalidRequests() {
    return isAtLeast(4, 0);
  }

  /** How the proxy calls itself in {@code version} and in its SIP messages. */
  String server() {
    return "OpenSIPS (" + text + " (x86_64/linux))";
  }
}
