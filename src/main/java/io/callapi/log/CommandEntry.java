package io.callapi.log;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a command or a refusal: who asked for what, and what has come of it. It is put
 * into words where lines are written, not where it happens.
 *
 * @param params the parameter record of the method; null if it was not read
 * @param told the data of the stages, for the Call-IDs in them
 * @param proxy the name; empty where it came to none
 */
public record CommandEntry(
    Client client,
    String cmdId,
    String method,
    @Nullable Record params,
    List<?> told,
    String proxy,
    Result result,
    Duration took) {

  private static final int LONGEST = 256;
  private static final RecordMembers RECORDS = new RecordMembers();

  /**
   * Who has asked.
   *
   * @param address host and port; empty where that is not known
   */
  public record Client(String session, String address) {}

  /** How it came out. */
  public enum Outcome {
    OK("ok"),
    FAILED("failed"),
    REFUSED("refused");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }
  }

  /**
   * How it came out, and why.
   *
   * @param source who said no; empty for a success
   * @param code null where there is none
   */
  public record Result(Outcome outcome, String source, @Nullable Integer code, String reason) {

    public static final Result OK = new Result(Outcome.OK, "", null, "");

    public static Result refused(int code, String reason) {
      return new Result(Outcome.REFUSED, "server", code, reason);
    }

    private String text() {
      if (outcome == Outcome.OK) {
        return outcome.word;
      }
      String number = code == null ? "" : code + " ";
      return outcome.word + " (" + source + "): " + number + cut(reason);
    }
  }

  /** Each by its name on the wire; what there is not is left out. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "client", client.address());
    put(fields, "session", client.session());
    put(fields, "cmd_id", cmdId);
    put(fields, "method", method);
    fields.putAll(parties());
    put(fields, "proxy", proxy);
    List<String> calls = calls();
    if (!calls.isEmpty()) {
      fields.put("calls", calls);
    }
    put(fields, "outcome", result.outcome().word);
    put(fields, "source", result.source());
    if (result.code() != null) {
      fields.put("code", result.code());
    }
    put(fields, "reason", result.reason());
    fields.put("duration_ms", took.toMillis());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, cut(value));
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
  }

  /** The addresses among the parameters, and which leg is meant. */
  private Map<String, String> parties() {
    Map<String, String> parties = new LinkedHashMap<>();
    members(params)
        .forEach(
            (name, value) -> {
              if (value instanceof SipUri || value instanceof Leg) {
                parties.put(name, cut(value.toString()));
              }
            });
    return parties;
  }

  private List<String> calls() {
    Set<String> calls = new LinkedHashSet<>();
    addCalls(members(params).values(), calls);
    told.forEach(data -> addCalls(members(data).values(), calls));
    return new ArrayList<>(calls);
  }

  private static void addCalls(Collection<?> values, Set<String> calls) {
    values.stream().filter(CallId.class::isInstance).forEach(call -> calls.add(cut("" + call)));
  }

  /** Of a record or a map, by name; those that are null are left out. */
  private static Map<String, Object> members(@Nullable Object data) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (data instanceof Map<?, ?> map) {
      map.forEach((name, value) -> members.put(String.valueOf(name), value));
    } else if (data instanceof Record known) {
      RECORDS.forEach(
          known,
          (name, value) -> {
            if (value != null) {
              members.put(name, value);
            }
          });
    }
    return members;
  }

  /** One line for people. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(cut(method.isEmpty() ? "request" : method));
    if (!cmdId.isEmpty()) {
      line.append(' ').append(cut(cmdId));
    }
    line.append(": ").append(result.text());
    line.append(String.format(Locale.ROOT, ", %.3f s;", took.toMillis() / 1000.0));
    parties().forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    if (!proxy.isEmpty()) {
      line.append(" proxy=").append(proxy);
    }
    List<String> calls = calls();
    if (!calls.isEmpty()) {
      line.append(" calls=").append(String.join(",", calls));
    }
    line.append(" client=").append(client.address());
    return line.append(" session=").append(client.session()).toString();
  }
}
