package io.callapi.client;

import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.command.StartCommand;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes commands out of JSON-RPC requests: the methods there are, and their parameters. */
public final class CommandReader {

  private final Map<String, Method> methods = new HashMap<>();

  private record Method(CommandType<?> type, ParameterSchema schema) {}

  /**
   * @param types the commands that clients may give; no other name is known here
   */
  public CommandReader(List<CommandType<?>> types) {
    types.forEach(
        type -> methods.put(type.method(), new Method(type, new ParameterSchema(type.method()))));
  }

  /**
   * Reads a request.
   *
   * @throws BadRequest if it does not ask for a command, or not properly
   */
  public StartCommand read(Request request, String session) {
    Method method = methods.get(request.method());
    if (method == null) {
      throw new BadRequest(JsonRpcError.METHOD_NOT_FOUND, Map.of("method", request.method()));
    }
    Map<String, Object> params = request.params();
    if (params == null) {
      throw new BadRequest(JsonRpcError.INVALID_PARAMS, Map.of("params", "must be an object"));
    }
    Map<String, String> problems = method.schema().problems(params);
    if (!problems.isEmpty()) {
      throw new BadRequest(JsonRpcError.INVALID_PARAMS, problems);
    }
    Record values = method.type().params().apply(new Parameters(params));
    return new StartCommand(commandId(params), session, request.method(), values);
  }

  private static String commandId(Map<String, Object> params) {
    return params.get("cmd_id") instanceof String id && !id.isEmpty()
        ? id
        : UUID.randomUUID().toString();
  }
}
