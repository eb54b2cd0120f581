package io.callapi.opensips.mi;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A management command. OpenSIPS matches parameters by the exact set of their names.
 *
 * @param method its name in OpenSIPS 3.x, by which this program knows it
 * @param wireName its name in the release that is spoken to
 * @param repeatable true if doing it twice is as good as doing it once, so that it may be sent
 *     again when no reply comes
 */
public record MiRequest(
    String method, String wireName, Map<String, Object> params, boolean repeatable) {

  /** Commands whose reply waits for a phone. */
  private static final Set<String> SLOW = Set.of("t_uac_dlg", "dlg_send_sequential");

  /** Commands whose reply has an entry for each of something. */
  private static final Set<String> LISTS =
      Set.of("dlg_list", "events_list", "subscribers_list", "which", "ps");

  /** A command that must not be done twice. */
  public static MiRequest once(String method) {
    return new MiRequest(method, method, Map.of(), false);
  }

  /** A command that may be done twice. */
  public static MiRequest repeatable(String method) {
    return new MiRequest(method, method, Map.of(), true);
  }

  /** Whether its reply waits for a phone; mi_http does nothing else meanwhile. */
  boolean isSlow() {
    return SLOW.contains(method);
  }

  /** Whether its reply may be too long for a datagram. None of them waits for a phone. */
  boolean isList() {
    return LISTS.contains(method) && !params.containsKey("callid");
  }

  /** As it is sent: with a string id, and always with a method. */
  JsonObject toJson(String id) {
    JsonObject json = new JsonObject().put("jsonrpc", "2.0").put("id", id).put("method", wireName);
    return params.isEmpty() ? json : json.put("params", new JsonObject(params));
  }

  /** The same under another name. */
  public MiRequest saidAs(String name) {
    return new MiRequest(method, name, params, repeatable);
  }

  /** The same with one more parameter. */
  public MiRequest with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(params);
    more.put(name, value);
    return new MiRequest(method, wireName, more, repeatable);
  }
}
