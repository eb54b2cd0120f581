package io.callapi.call.model;

import java.util.List;

/**
 * What must not be, and how it comes about.
 *
 * @param path what has happened, from the beginning
 */
record Violation(String what, Scenario scenario, List<String> path) {

  @Override
  public String toString() {
    return what + "\nin " + scenario.name() + "\n  " + String.join("\n  ", path);
  }
}
