package io.callapi.method;

import io.callapi.command.CommandType;

/** A method that is answered by "Started"; then it tells its stages and its end. */
public record CommandMethod(CommandType<?> type) implements Method {

  @Override
  public String name() {
    return type.method();
  }
}
