package io.callapi.command;

import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.proxy.Dialog;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of command: its name on the wire, how its parameters are read, and how it begins.
 *
 * @param method the JSON-RPC method, and the name of its schema
 * @param params reads parameters that the schema has let through
 * @param subject what the command acts on
 * @param purpose what it does with the calls that it acts on; null if it acts on none
 * @param first how it begins
 */
public record CommandType<P extends Record>(
    String method,
    Function<Parameters, P> params,
    Class<P> paramsType,
    Function<P, Subject> subject,
    @Nullable Purpose purpose,
    Function<Beginning<P>, Step> first) {

  /**
   * What a command knows when it begins.
   *
   * @param known the dialogs of its calls that are known to be up; for one that starts a call also
   *     the call that an earlier run of the same command has made
   * @param existed whether a call of its calls was there, or was being made, when the command came
   */
  public record Beginning<P extends Record>(
      String cmdId, P params, List<Dialog> known, boolean existed) {}

  /** Whether what it does can be taken back: neither phones that were asked to hold, nor an end. */
  boolean isCancellable() {
    return purpose != Purpose.HOLD && purpose != Purpose.END;
  }

  Subject subjectOf(Record values) {
    return subject.apply(paramsType.cast(values));
  }

  public Step begin(String cmdId, Record values, List<Dialog> known, boolean existed) {
    return first.apply(new Beginning<>(cmdId, paramsType.cast(values), known, existed));
  }
}
