package io.callapi.client;

import io.callapi.command.CommandType;
import io.callapi.command.ParameterProblem;
import io.callapi.command.Parameters;
import io.callapi.command.StartCommand;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    JsonRpcCodec.warmUp();
    types.forEach(
        type -> methods.put(type.method(), new Method(type, new ParameterSchema(type.method()))));
    methods.values().forEach(method -> method.schema().problems(Map.of("", "")));
  }

  /**
   * Reads a request.
   *
   * @param client the address of the client
   * @throws BadRequest if it does not ask for a command, or not properly
   */
  public StartCommand read(Request request, String session, String client) {
    Method method = methods.get(request.method());
    if (method == null) {
      throw new BadRequest(
          JsonRpcError.METHOD_NOT_FOUND, Map.of("method", Problems.cut(request.method())));
    }
    Map<String, Object> params = request.params();
    if (params == null) {
      throw new BadRequest(JsonRpcError.INVALID_PARAMS, withoutParams(method.schema()));
    }
    Map<String, String> problems = method.schema().problems(params);
    if (!problems.isEmpty()) {
      throw new BadRequest(JsonRpcError.INVALID_PARAMS, problems);
    }
    boolean idChosen = params.get("cmd_id") instanceof String id && !id.isEmpty();
    CommandType<?> type = method.type();
    return new StartCommand(
        commandId(params), idChosen, session, client, type.method(), values(type, params));
  }

  /** Whoever leaves the whole out is told which of them there must be. */
  private static Map<String, String> withoutParams(ParameterSchema schema) {
    Map<String, String> problems = new LinkedHashMap<>();
    problems.put("params", "must be an object");
    problems.putAll(schema.problems(Map.of()));
    return problems;
  }

  private static Record values(CommandType<?> type, Map<String, Object> params) {
    try {
      return type.params().apply(new Parameters(params));
    } catch (ParameterProblem e) {
      throw new BadRequest(JsonRpcError.INVALID_PARAMS, Map.of(e.parameter(), e.problem()));
    }
  }

  private static String commandId(Map<String, Object> params) {
    return params.get("cmd_id") instanceof String id && !id.isEmpty()
        ? id
        : UUID.randomUUID().toString();
  }
}
