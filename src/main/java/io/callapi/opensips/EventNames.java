package io.callapi.opensips;

import java.util.List;

/** The events of OpenSIPS that this program needs, and the modules that raise them. */
public final class EventNames {

  public static final String STATE = "E_DLG_STATE_CHANGED";
  public static final String TRANSFER = "E_CALL_TRANSFER";
  public static final String HOLD = "E_CALL_HOLD";

  public static final List<String> ALL = List.of(STATE, TRANSFER, HOLD);

  private EventNames() {}

  /** The module that raises an event. */
  public static String moduleOf(String event) {
    return event.equals(STATE) ? "dialog" : "callops";
  }
}
