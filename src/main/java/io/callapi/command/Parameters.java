package io.callapi.command;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.callapi.sip.UriPattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, checked against the schema of their method, as values.
 *
 * @param values by name; strings, numbers, booleans, lists and maps
 */
public record Parameters(Map<String, Object> values) {

  public SipUri uri(String name) {
    return SipUri.ofClient(text(name));
  }

  public CallId callId(String name) {
    return new CallId(text(name));
  }

  /** Whom a client looks for; null if it does not say. */
  public @Nullable UriPattern optionalPattern(String name) {
    return values.get(name) instanceof String text ? new UriPattern(text) : null;
  }

  public Leg leg(String name) {
    return Leg.of(text(name));
  }

  /** A text, null if there is none. */
  public @Nullable String optionalText(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  /** How long the command may take; null if the client does not say. */
  public @Nullable Timeouts timeouts() {
    return Timeouts.of(values.get("timeouts"));
  }

  /** A whole number; the other one if there is none. */
  public int integer(String name, int otherwise) {
    return values.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  /** A whole number that the schema requires. */
  public long number(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** The texts of a list, or the one text that stands there instead; empty if there is neither. */
  public List<String> texts(String name) {
    Object value = values.get(name);
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(text(name));
  }

  /** A text that the schema requires. */
  public String text(String name) {
    return String.valueOf(values.get(name));
  }
}
