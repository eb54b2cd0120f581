package io.callapi.opensips;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The subscriptions to events at one proxy: each event at each socket, listed by the proxy. */
final class EventSubscriptions {

  /** A socket that any proxy can send to, once the transport is put before it. */
  private static final String HARMLESS = ":127.0.0.1:9";

  /** Seconds that may pass between subscribing and the list: both may have to be asked again. */
  private static final long MOST_AGE = 10;

  private final Function<MiRequest, Future<MiResult>> mi;
  private final Duration expire;
  private EventSink sink = EventSink.none("no event listener yet");

  EventSubscriptions(Function<MiRequest, Future<MiResult>> mi, Duration expire) {
    this.mi = mi;
    this.expire = expire;
  }

  /** Where events are to be sent from now on. */
  void sendTo(EventSink sink) {
    this.sink = sink;
  }

  /** Says why events cannot be received, if so. */
  Future<Void> checkSink() {
    return sink.problem().isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(new LinkProblem(sink.problem()));
  }

  /** Says which module is missing if the proxy does not have all the events. */
  Future<Void> checkEvents() {
    return mi.apply(MiRequest.repeatable("events_list")).compose(EventSubscriptions::checkEvents);
  }

  private static Future<Void> checkEvents(MiResult list) {
    Set<String> known =
        list.at("Events").items().stream()
            .map(event -> event.at("name").text())
            .collect(Collectors.toSet());
    return EventNames.ALL.stream()
        .filter(event -> !known.contains(event))
        .findFirst()
        .<Future<Void>>map(event -> Future.failedFuture(missing(EventNames.moduleOf(event))))
        .orElseGet(Future::succeededFuture);
  }

  private static LinkProblem missing(String module) {
    return new LinkProblem(
        "OpenSIPS runs without the module %s: add the line loadmodule \"%s.so\""
            .formatted(module, module));
  }

  /** Subscribes to every event at every socket, or renews; succeeds when all are listed. */
  Future<Void> renew() {
    return forEach(this::renew);
  }

  private Future<Void> renew(String event, String socket) {
    return subscribe(event, socket, (int) expire.toSeconds())
        .recover(failure -> refused(event, socket, failure))
        .compose(ok -> checkListed(event, socket));
  }

  /** The event is known, so it is the socket: its kind, or this very one. */
  private Future<MiResult> refused(String event, String socket, Throwable failure) {
    if (!(failure instanceof MiException)) {
      return Future.failedFuture(failure);
    }
    String transport = transportOf(socket);
    return subscribe(event, transport + HARMLESS, 0)
        .transform(
            other ->
                Future.failedFuture(
                    other.succeeded()
                        ? unusable(socket, failure)
                        : kindRefused(transport, other.cause())));
  }

  private static LinkProblem unusable(String socket, Throwable failure) {
    return new LinkProblem(
        "OpenSIPS cannot send events to %s: check events.advertised and events.host (it says %s)"
            .formatted(socket, failure.getMessage()));
  }

  private static Throwable kindRefused(String transport, Throwable failure) {
    return failure instanceof MiException
        ? missing(transport.equals("tcp") ? "event_stream" : "event_datagram")
        : failure;
  }

  private static String transportOf(String socket) {
    return socket.substring(0, socket.indexOf(':'));
  }

  /** The ways by which events are sent: {@code udp}, {@code tcp}. */
  Set<String> transports() {
    return sink.sockets().stream().map(EventSubscriptions::transportOf).collect(Collectors.toSet());
  }

  private Future<Void> checkListed(String event, String socket) {
    MiRequest list =
        MiRequest.repeatable("subscribers_list").with("event", event).with("socket", socket);
    return mi.apply(list).compose(result -> checkListed(event, result));
  }

  /** It has just been made or renewed, so all its life is before it. */
  private Future<Void> checkListed(String event, MiResult list) {
    int ttl = list.at("Event").at("Subscriber").at("ttl").number(0);
    long life = expire.toSeconds();
    if (ttl >= life - Math.min(MOST_AGE, life / 2)) {
      return Future.succeededFuture();
    }
    return Future.failedFuture(
        new LinkProblem(
            ttl > 0
                ? "OpenSIPS lists the subscription to %s for %d s more, not %d s"
                    .formatted(event, ttl, life)
                : "OpenSIPS does not list the subscription to " + event));
  }

  /** Ends all subscriptions. */
  Future<Void> end() {
    return forEach((event, socket) -> subscribe(event, socket, 0).mapEmpty());
  }

  private Future<MiResult> subscribe(String event, String socket, int seconds) {
    return mi.apply(
        MiRequest.repeatable("event_subscribe")
            .with("event", event)
            .with("socket", socket)
            .with("expire", seconds));
  }

  private interface Step {
    Future<Void> apply(String event, String socket);
  }

  private Future<Void> forEach(Step step) {
    List<Future<Void>> steps = new ArrayList<>();
    for (String socket : sink.sockets()) {
      EventNames.ALL.forEach(event -> steps.add(step.apply(event, socket)));
    }
    return Future.join(steps).mapEmpty();
  }
}
