package io.callapi.opensips.mi;

import io.callapi.opensips.flow.RequestQueue;
import io.callapi.opensips.flow.Urgency;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A management command. OpenSIPS matches parameters by the exact set of their names.
 *
 * @param method its name in OpenSIPS 3.x, by which this program knows it
 * @param wireName its name in the release that is spoken to
 * @param repeatable true if doing it twice is as good as doing it once, so that it may be sent
 *     again when no reply comes
 * @param place where it waits if the proxy is late: by its urgency, its client and its call
 */
public record MiRequest(
    String method,
    String wireName,
    Map<String, Object> params,
    boolean repeatable,
    RequestQueue.Key place) {

  /** Commands whose reply waits for a phone. */
  private static final Set<String> SLOW = Set.of("t_uac_dlg", "dlg_send_sequential");

  /** Commands whose reply has an entry for each of something. */
  private static final Set<String> LISTS =
      Set.of("dlg_list", "events_list", "subscribers_list", "which", "ps");

  /** How urgent a command is, where nothing else is said; all others belong to what runs. */
  private static final Map<String, Urgency> URGENCIES =
      Map.of(
          "dlg_end_dlg", Urgency.ENDING,
          "t_uac_cancel", Urgency.ENDING,
          "t_uac_dlg", Urgency.STARTING);

  /** Parameters that name the call, by its Call-ID. */
  private static final List<String> CALL = List.of("callid", "dialog_id");

  /** A command that must not be done twice. */
  public static MiRequest once(String method) {
    return new MiRequest(method, method, Map.of(), false, usualPlace(method));
  }

  /** A command that may be done twice. */
  public static MiRequest repeatable(String method) {
    return new MiRequest(method, method, Map.of(), true, usualPlace(method));
  }

  private static RequestQueue.Key usualPlace(String method) {
    return new RequestQueue.Key(URGENCIES.getOrDefault(method, Urgency.RUNNING), "", "");
  }

  /** Whether its reply waits for a phone; mi_http does nothing else meanwhile. */
  public boolean isSlow() {
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
    return new MiRequest(method, name, params, repeatable, place);
  }

  /** The same with one more parameter. */
  public MiRequest with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(params);
    more.put(name, value);
    MiRequest request = new MiRequest(method, wireName, more, repeatable, place);
    return CALL.contains(name) ? request.about(value.toString()) : request;
  }

  /** The same, as urgent as that. */
  public MiRequest urgency(Urgency urgency) {
    return at(new RequestQueue.Key(urgency, place.client(), place.call()));
  }

  /** The same, for that client: what waits is sent by turns between clients. */
  public MiRequest forClient(String client) {
    return at(new RequestQueue.Key(place.urgency(), client, place.call()));
  }

  /** The same, about a call that no parameter names: it stays in order with what else is. */
  public MiRequest about(String call) {
    return at(new RequestQueue.Key(place.urgency(), place.client(), call));
  }

  private MiRequest at(RequestQueue.Key other) {
    return new MiRequest(method, wireName, params, repeatable, other);
  }
}
