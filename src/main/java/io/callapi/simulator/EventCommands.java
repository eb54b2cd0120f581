package io.callapi.simulator;

import static io.callapi.simulator.MiCommand.with;

import io.callapi.simulator.SimulatedSubscription.ReceiverSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** The commands of the event interface. */
final class EventCommands {

  private static final int DEFAULT_EXPIRE = 3600;

  private final EventCatalogue catalogue;
  private final SimulatedSubscriptions subscriptions;
  private final SimulatedEventSink sink;
  private final Set<String> missingModules;

  EventCommands(
      EventCatalogue catalogue,
      SimulatedSubscriptions subscriptions,
      SimulatedEventSink sink,
      Set<String> missingModules) {
    this.catalogue = catalogue;
    this.subscriptions = subscriptions;
    this.sink = sink;
    this.missingModules = missingModules;
  }

  List<MiCommand> commands() {
    List<List<String>> subscribing =
        List.of(with("event", "socket"), with("event", "socket", "expire"));
    List<List<String>> listing = List.of(with(), with("event"), with("event", "socket"));
    List<List<String>> raising = List.of(with("event"), with("event", "params"));
    return List.of(
        MiCommand.of("event_subscribe", "evi:subscribe", subscribing, this::subscribe),
        MiCommand.of("events_list", "evi:list", List.of(with()), this::events),
        MiCommand.of("subscribers_list", "evi:subscribers", listing, this::subscribers),
        MiCommand.of("raise_event", "evi:raise", raising, this::raise));
  }

  private Object subscribe(MiParams params) {
    int expire = params.optionalNumber("expire").orElse(DEFAULT_EXPIRE);
    if (expire < 0) {
      throw MiRefusal.invalidParams("Negative expire value");
    }
    String event = params.text("event");
    if (!catalogue.contains(event)) {
      throw badValue();
    }
    ReceiverSocket socket =
        ReceiverSocket.parse(params.text("socket"))
            .filter(this::hasModule)
            .orElseThrow(EventCommands::badValue);
    subscriptions.subscribe(event, socket, expire);
    return "OK";
  }

  private boolean hasModule(ReceiverSocket socket) {
    return !missingModules.contains(
        socket.transport().equals("tcp") ? "event_stream" : "event_datagram");
  }

  private Object events(MiParams none) {
    JsonArray events = new JsonArray();
    catalogue.names().forEach(name -> events.add(named(name)));
    return new JsonObject().put("Events", events);
  }

  private Object subscribers(MiParams params) {
    return params
        .optionalText("event")
        .map(event -> subscribersOf(event, params))
        .orElseGet(this::allSubscribers);
  }

  private JsonObject allSubscribers() {
    JsonArray events = new JsonArray();
    catalogue.names().stream()
        .filter(event -> !subscriptions.listed(event).isEmpty())
        .forEach(event -> events.add(withSubscribers(event)));
    return new JsonObject().put("Events", events);
  }

  private JsonObject subscribersOf(String event, MiParams params) {
    if (!catalogue.contains(event)) {
      throw new MiRefusal(404, "Event not published");
    }
    JsonObject described =
        params
            .optionalText("socket")
            .map(socket -> withSubscriber(event, socket))
            .orElseGet(() -> withSubscribers(event));
    return new JsonObject().put("Event", described);
  }

  private JsonObject withSubscribers(String event) {
    JsonArray list = new JsonArray();
    subscriptions.listed(event).forEach(s -> list.add(s.toJson(subscriptions.now())));
    return named(event).put("Subscribers", list);
  }

  private JsonObject withSubscriber(String event, String socket) {
    return subscriptions.listed(event).stream()
        .filter(subscription -> subscription.socket().text().equals(socket))
        .findFirst()
        .map(s -> named(event).put("Subscriber", s.toJson(subscriptions.now())))
        .orElseThrow(() -> new MiRefusal(404, "Subscriber does not exist"));
  }

  private JsonObject named(String event) {
    return new JsonObject().put("name", event).put("id", catalogue.idOf(event));
  }

  /** The parameters are a text that holds JSON; without any the event has no such member. */
  private Object raise(MiParams params) {
    String event = params.text("event");
    if (!catalogue.contains(event)) {
      throw new MiRefusal(404, "Event not registered");
    }
    Object raised = params.values().get("params");
    if (raised == null) {
      sink.raise(event);
    } else if (raised instanceof String text) {
      sink.raise(event, parsed(text));
    } else {
      throw new MiRefusal(400, "No Params");
    }
    return "OK";
  }

  private static JsonObject parsed(String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException notJson) {
      throw new MiRefusal(400, "Bad Params");
    }
  }

  private static MiRefusal badValue() {
    return new MiRefusal(400, "Bad parameter value");
  }
}
