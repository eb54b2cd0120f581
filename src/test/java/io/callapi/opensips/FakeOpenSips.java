package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The management of an OpenSIPS without calls, in memory, and the arrival of its events. */
public final class FakeOpenSips implements MiTransport {

  private final Vertx vertx;
  private final List<MiRequest> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Function<MiRequest, Future<MiResult>>> answers = new HashMap<>();
  private final Map<String, Integer> lives = new HashMap<>();
  private volatile boolean silent;
  private volatile String upSince = "Fri Nov 27 08:00:00 2026";
  private volatile Set<String> ways = Set.of("udp", "tcp");
  private volatile String trouble = "";

  public FakeOpenSips(Vertx vertx) {
    this.vertx = vertx;
  }

  /** From now on that command is answered so. */
  public void answer(String method, Function<MiRequest, Future<MiResult>> answer) {
    answers.put(method, answer);
  }

  /** From now on that command is refused. */
  public void refuse(String method, int code, String reason) {
    answer(method, request -> Future.failedFuture(new MiException(code, reason)));
  }

  public void beSilent(boolean nothing) {
    silent = nothing;
  }

  /** Calls, if there were any, and subscriptions are lost. */
  void restart() {
    lives.clear();
    upSince = "Fri Nov 27 0" + (1 + upSince.charAt(12) - '0') + ":00:00 2026";
  }

  /** By these ways events arrive from now on: {@code udp}, {@code tcp}. */
  void deliverBy(String... transports) {
    ways = Set.of(transports);
  }

  void complain(String sentence) {
    trouble = sentence;
  }

  /** What has been asked. */
  public List<MiRequest> requests(String method) {
    return requests.stream().filter(request -> request.method().equals(method)).toList();
  }

  /** All that has been asked, by name and in order. */
  public List<String> methods() {
    return requests.stream().map(MiRequest::method).toList();
  }

  /** How many subscriptions there are. */
  int subscriptions() {
    return lives.size();
  }

  @Override
  public Future<MiResult> call(MiRequest request, Duration deadline) {
    requests.add(request);
    if (silent) {
      return vertx
          .timer(deadline.toMillis(), TimeUnit.MILLISECONDS)
          .compose(v -> Future.failedFuture(new NoReplyException("silence")));
    }
    return answers.getOrDefault(request.method(), this::usualAnswer).apply(request);
  }

  /** What it would say had nothing else been asked for. */
  public Future<MiResult> usualAnswer(MiRequest request) {
    return Future.succeededFuture(
        new MiResult(
            switch (request.method()) {
              case "version" -> JsonObject.of("Server", "OpenSIPS (3.6.8 (x86_64/linux))");
              case "uptime" -> JsonObject.of("Up since", upSince);
              case "events_list" -> JsonObject.of("Events", events());
              case "event_subscribe" -> subscribe(request.params());
              case "subscribers_list" -> subscriber(request.params());
              case "raise_event" -> raise(request.params());
              case "dlg_list" -> JsonObject.of("count", 0, "Dialogs", new JsonArray());
              default -> "OK";
            }));
  }

  private static JsonArray events() {
    JsonArray events = new JsonArray();
    EventNames.ALL.forEach(name -> events.add(JsonObject.of("name", name)));
    return events;
  }

  private String subscribe(Map<String, Object> params) {
    int expire = params.get("expire") instanceof Integer seconds ? seconds : 3600;
    if (expire > 0) {
      lives.put(key(params), expire);
    } else {
      lives.remove(key(params));
    }
    return "OK";
  }

  private JsonObject subscriber(Map<String, Object> params) {
    int ttl = lives.getOrDefault(key(params), 0);
    return JsonObject.of("Event", JsonObject.of("Subscriber", JsonObject.of("ttl", ttl)));
  }

  private static String key(Map<String, Object> params) {
    return params.get("event") + " " + params.get("socket");
  }

  private String raise(Map<String, Object> params) {
    CallId call = new CallId(new JsonObject((String) params.get("params")).getString("callid"));
    TypedBus bus = new TypedBus(vertx);
    ways.forEach(way -> bus.publish(Arrival.ADDRESS.of("p"), new Arrival.Probe(call, way)));
    return "OK";
  }

  @Override
  public String trouble() {
    return trouble;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
