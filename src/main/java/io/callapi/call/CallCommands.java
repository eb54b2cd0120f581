package io.callapi.call;

import io.callapi.command.CommandType;
import java.util.List;

/** All commands that a client can give. A new one is a class in this package and a line here. */
public final class CallCommands {

  private CallCommands() {}

  public static List<CommandType<?>> all() {
    return List.of(
        CallStart.TYPE,
        CallBlindTransfer.TYPE,
        CallAttendedTransfer.TYPE,
        CallHold.HOLD,
        CallHold.UNHOLD,
        CallEnd.TYPE,
        Echo.TYPE);
  }
}
