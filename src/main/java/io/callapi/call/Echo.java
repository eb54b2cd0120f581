package io.callapi.call;

import io.callapi.command.CommandType;
import io.callapi.command.CommandType.Beginning;
import io.callapi.command.FreeParameters;
import io.callapi.command.Parameters;
import io.callapi.command.Step;
import io.callapi.command.Subject;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Sends a client its parameters back: a way to try the connection. */
final class Echo {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "Echo", Params::from, Params.class, p -> new Subject.Nothing(), null, Echo::begin);

  private Echo() {}

  /**
   * @param values anything, by name in alphabetical order
   */
  record Params(Map<String, Object> values) implements FreeParameters {

    Params {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    static Params from(Parameters parameters) {
      return new Params(parameters.values());
    }
  }

  private static Step begin(Beginning<Params> beginning) {
    return Step.telling("Reply", beginning.params().values()).goOn(Step.end());
  }
}
