package io.callapi.method;

import io.callapi.calls.view.CallFilter;
import io.callapi.calls.view.SeenCall.State;
import io.callapi.command.ParameterProblem;
import io.callapi.command.Parameters;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters by which clients say which calls they mean. */
public final class CallParameters {

  private static final Set<State> UP = EnumSet.complementOf(EnumSet.of(State.ENDED));

  private CallParameters() {}

  public static CallFilter filter(Parameters parameters) {
    return new CallFilter(
        states(parameters.texts("state")),
        parameters.optionalPattern("party"),
        parameters.optionalPattern("caller"),
        parameters.optionalPattern("callee"),
        parameters.optionalText("callid") == null ? null : parameters.callId("callid"));
  }

  /**
   * The proxy whose calls are meant; null for all.
   *
   * @throws ParameterProblem if it is not among those
   */
  public static @Nullable String proxy(Parameters parameters, List<String> proxies) {
    String proxy = parameters.optionalText("proxy");
    if (proxy != null && !proxies.contains(proxy)) {
      throw new ParameterProblem("proxy", "is not configured");
    }
    return proxy;
  }

  private static Set<State> states(List<String> names) {
    return names.isEmpty()
        ? UP
        : names.stream()
            .map(name -> State.valueOf(name.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet());
  }
}
