package io.callapi.query;

import io.callapi.command.RegisterRequest.NotDone;
import io.callapi.command.RegisterRequest.Viewer;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.method.Caller;
import io.callapi.method.MethodFailure;
import java.util.Map;

/** Why a query about a command has no result. */
final class CommandRefusals {

  private CommandRefusals() {}

  static MethodFailure of(String cmdId, NotDone refusal) {
    return switch (refusal.why()) {
      case UNKNOWN -> new MethodFailure(JsonRpcError.NO_SUCH_COMMAND, Map.of("cmd_id", cmdId));
      case ENDED -> new MethodFailure(JsonRpcError.COMMAND_ENDED, Map.of("cmd_id", cmdId));
      case NOT_CANCELLABLE ->
          new MethodFailure(
              JsonRpcError.NOT_CANCELLABLE, Map.of("cmd_id", cmdId, "method", refusal.method()));
      case NOT_OWN ->
          new MethodFailure(
              JsonRpcError.NOT_PERMITTED,
              Map.of("cmd_id", cmdId, "reason", "it is the command of another session"));
    };
  }

  static Viewer viewer(Caller caller) {
    return new Viewer(caller.session(), caller.seesAll());
  }
}
