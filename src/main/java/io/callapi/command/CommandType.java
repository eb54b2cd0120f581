package io.callapi.command;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of command: its name on the wire, how its parameters are read, how it is made.
 *
 * @param method the JSON-RPC method, and the name of its schema
 * @param params reads parameters that the schema has let through
 * @param subject what the command acts on
 * @param factory makes the command for one run
 */
public record CommandType<P extends Record>(
    String method,
    Function<Parameters, P> params,
    Class<P> paramsType,
    Function<P, Subject> subject,
    BiFunction<P, CommandScope, Command> factory) {

  Subject subjectOf(Record values) {
    return subject.apply(paramsType.cast(values));
  }

  Command create(Record values, CommandScope scope) {
    return factory.apply(paramsType.cast(values), scope);
  }
}
