package io.callapi.client;

import io.callapi.command.CommandType;
import io.callapi.command.Deadlines;
import io.callapi.command.ParameterProblem;
import io.callapi.command.Parameters;
import io.callapi.command.StartCommand;
import io.callapi.description.PublishedSchema;
import io.callapi.jsonrpc.JsonRpcCodec;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import io.callapi.method.CommandMethod;
import io.callapi.method.Enrolment;
import io.callapi.method.Method;
import io.callapi.method.MethodTable;
import io.callapi.method.QueryMethod;
import io.callapi.method.Question;
import io.callapi.method.SubscriptionMethod;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes commands and questions out of JSON-RPC requests. */
public final class RequestReader {

  private final MethodTable methods;
  private final Map<String, ParameterSchema> schemas = new HashMap<>();

  /** What a client asks for. */
  sealed interface Asked {}

  /** To run a command. */
  record ToRun(StartCommand command) implements Asked {}

  /** To open a subscription. */
  record ToSubscribe(SubscriptionMethod.Label label, Enrolment<?> enrolment) implements Asked {}

  /** To answer a query. */
  record ToAnswer(Question<?> question) implements Asked {}

  /** For a server that has no deadlines of its own. */
  RequestReader(MethodTable methods) {
    this(methods, Deadlines.defaults());
  }

  /**
   * @param methods those that clients may call; no other name is known here
   * @param deadlines what clients may shorten
   */
  public RequestReader(MethodTable methods, Deadlines deadlines) {
    JsonRpcCodec.warmUp();
    this.methods = methods;
    TimeoutBounds bounds = TimeoutBounds.of(deadlines);
    methods
        .all()
        .forEach(
            method ->
                schemas.put(
                    method.name(),
                    new ParameterSchema(bounds.in(PublishedSchema.of(method.name())))));
    schemas.values().forEach(schema -> schema.problems(Map.of("", "")));
  }

  /**
   * Reads a request.
   *
   * @param client the address of the client
   * @throws BadRequest if it asks for nothing that there is, or not properly
   */
  Asked read(Request request, String session, String client) {
    Method method = methods.find(request.method());
    ParameterSchema schema = schemas.get(request.method());
    if (method == null || schema == null) {
      throw new BadRequest(
          JsonRpcError.METHOD_NOT_FOUND, Map.of("method", RequestProblems.cut(request.method())));
    }
    Map<String, Object> params = request.params();
    if (params == null) {
      throw new BadRequest(JsonRpcError.INVALID_PARAMS, withoutParams(schema));
    }
    Map<String, String> problems = schema.problems(params);
    if (!problems.isEmpty()) {
      throw new BadRequest(JsonRpcError.INVALID_PARAMS, problems);
    }
    if (method instanceof CommandMethod command) {
      return new ToRun(command(command.type(), params, session, client));
    }
    return method instanceof SubscriptionMethod<?> subscription
        ? subscription(subscription, params)
        : new ToAnswer(values(params, read -> Question.of((QueryMethod<?>) method, read)));
  }

  private static ToSubscribe subscription(
      SubscriptionMethod<?> method, Map<String, Object> params) {
    Enrolment<?> enrolment = values(params, read -> Enrolment.of(method, read));
    return new ToSubscribe(new SubscriptionMethod.Label(commandId(params), tag(params)), enrolment);
  }

  private static @Nullable String tag(Map<String, Object> params) {
    return params.get("tag") instanceof String text ? text : null;
  }

  /** Whoever leaves the whole out is told which of them there must be. */
  private static Map<String, String> withoutParams(ParameterSchema schema) {
    Map<String, String> problems = new LinkedHashMap<>();
    problems.put("params", "must be an object");
    problems.putAll(schema.problems(Map.of()));
    return problems;
  }

  private static StartCommand command(
      CommandType<?> type, Map<String, Object> params, String session, String client) {
    boolean idChosen = params.get("cmd_id") instanceof String id && !id.isEmpty();
    Record values = values(params, type.params());
    return new StartCommand(
        commandId(params), idChosen, session, client, type.method(), values, tag(params));
  }

  private static <R> R values(
      Map<String, Object> params, Function<? super Parameters, ? extends R> reader) {
    try {
      return reader.apply(new Parameters(params));
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
