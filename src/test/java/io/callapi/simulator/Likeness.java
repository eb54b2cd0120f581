package io.callapi.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares messages of a recording with those of the simulator: equal but for what must differ.
 *
 * <p>Names that each side makes up (dialog IDs, tags, Call-IDs of phones) must correspond: what a
 * recorded name stood for once, it stands for always.
 */
final class Likeness {

  /** Differ from run to run, or count the phones' requests from a random number. */
  private static final Set<String> FREE =
      Set.of(
          "db_id",
          "timestart",
          "datestart",
          "timeout",
          "dateout",
          "callee_cseq",
          "caller_cseq",
          "ttl");

  private static final Set<String> MADE_UP =
      Set.of("ID", "from_tag", "to_tag", "caller_tag", "callee_tag", "callid", "transfer_callid");

  private static final Pattern TOKEN = Pattern.compile("\\b(ftag|did|tag)=([^;>\\s]+)");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "branch=[^;\\s]+|\\b(ftag|did|tag)=[^;>\\s]+|(?<=Content-Length: )\\d+"
              + "|(?<=o=\\w{1,20} 1000 )\\d+|(?<=Call-ID: )[0-9a-f]{16}-\\d+@");

  private final Map<String, String> names = new HashMap<>();

  /** The recorded text with the simulator's names in it. */
  String translate(String recorded) {
    String translated = recorded;
    for (Map.Entry<String, String> name : names.entrySet()) {
      translated = translated.replace(name.getKey(), name.getValue());
      translated =
          translated.replace(
              name.getKey().replace("@", "%40"), name.getValue().replace("@", "%40"));
    }
    return translated;
  }

  void bind(String recorded, String simulated) {
    names.putIfAbsent(recorded, simulated);
  }

  /** What the simulator calls it; empty if that is not known yet. */
  Optional<String> simulated(String recorded) {
    return Optional.ofNullable(names.get(recorded));
  }

  /** Empty if they are alike, or what differs. */
  Optional<String> difference(String path, Object recorded, Object simulated) {
    if (recorded instanceof JsonObject one && simulated instanceof JsonObject other) {
      return objects(path, one, other);
    }
    if (recorded instanceof JsonArray one && simulated instanceof JsonArray other) {
      return arrays(path, one, other);
    }
    if (recorded instanceof String one && simulated instanceof String other) {
      return texts(path, one, other);
    }
    return recorded.equals(simulated) ? Optional.empty() : differ(path, recorded, simulated);
  }

  private Optional<String> objects(String path, JsonObject recorded, JsonObject simulated) {
    List<String> members = new ArrayList<>(recorded.fieldNames());
    if (!members.equals(new ArrayList<>(simulated.fieldNames()))) {
      return differ(path, members, simulated.fieldNames());
    }
    return members.stream()
        .flatMap(
            name -> member(path, name, recorded.getValue(name), simulated.getValue(name)).stream())
        .findFirst();
  }

  private Optional<String> member(String path, String name, Object recorded, Object simulated) {
    String inner = path + "." + name;
    if (recorded == null || simulated == null) {
      return recorded == simulated ? Optional.empty() : differ(inner, recorded, simulated);
    }
    if (FREE.contains(name)) {
      boolean bothText = (recorded instanceof String) == (simulated instanceof String);
      return bothText ? Optional.empty() : differ(inner, recorded, simulated);
    }
    boolean dialogId = name.equals("id") && path.endsWith("params");
    if (MADE_UP.contains(name) || dialogId || isNewCallAsLeg(name, recorded)) {
      return madeUp(inner, (String) recorded, (String) simulated);
    }
    return difference(inner, recorded, simulated);
  }

  private static boolean isNewCallAsLeg(String name, Object recorded) {
    return name.equals("leg") && recorded.toString().contains("@");
  }

  private Optional<String> madeUp(String path, String recorded, String simulated) {
    if (recorded.isEmpty() != simulated.isEmpty()) {
      return differ(path, recorded, simulated);
    }
    bind(recorded, simulated);
    String expected = names.getOrDefault(recorded, recorded);
    return expected.equals(simulated) ? Optional.empty() : differ(path, expected, simulated);
  }

  private Optional<String> arrays(String path, JsonArray recorded, JsonArray simulated) {
    if (recorded.size() != simulated.size()) {
      return differ(path, recorded, simulated);
    }
    for (int i = 0; i < recorded.size(); i++) {
      Optional<String> found =
          difference(path + "[" + i + "]", recorded.getValue(i), simulated.getValue(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> texts(String path, String recorded, String simulated) {
    String one = VARIABLE.matcher(recorded).replaceAll("*");
    String other = VARIABLE.matcher(simulated).replaceAll("*");
    if (!one.equals(other)) {
      return differ(path, one, other);
    }
    Matcher recordedTokens = TOKEN.matcher(recorded);
    Matcher simulatedTokens = TOKEN.matcher(simulated);
    while (recordedTokens.find() && simulatedTokens.find()) {
      Optional<String> found = madeUp(path, recordedTokens.group(2), simulatedTokens.group(2));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> differ(String path, Object recorded, Object simulated) {
    return Optional.of("%s: recorded %s, simulated %s".formatted(path, recorded, simulated));
  }
}
