package io.callapi.command;

import java.util.Map;

/** The parameter record of a method that takes any: its one component is what was sent. */
public interface FreeParameters {

  /** The parameters by name. */
  Map<String, Object> values();
}
