package io.callapi.opensips.event;

import io.callapi.log.RareLog;
import io.callapi.opensips.Arrival;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.ProxyMeters;
import io.callapi.proxy.ProxyMeters.EventKind;
import io.callapi.sip.CallId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of an event, whichever way it has come: it is read, and passed on once. */
final class EventIntake {

  private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

  private final String proxy;
  private final DuplicateFilter filter;
  private final Consumer<CallEvent> receiver;
  private final Consumer<Arrival> arrivals;
  private final ProxyMeters meters;
  private final EventDecoder decoder = new EventDecoder();
  private final RareLog unreadable = new RareLog(LOG, "unreadable events");

  /**
   * @param receiver takes what concerns calls
   * @param arrivals takes what was raised for proof only
   */
  EventIntake(
      String proxy,
      DuplicateFilter filter,
      Consumer<CallEvent> receiver,
      Consumer<Arrival> arrivals) {
    this(proxy, filter, receiver, arrivals, ProxyMeters.NONE);
  }

  /**
   * @param receiver takes what concerns calls
   * @param arrivals takes what was raised for proof only
   * @param meters counts all of it
   */
  EventIntake(
      String proxy,
      DuplicateFilter filter,
      Consumer<CallEvent> receiver,
      Consumer<Arrival> arrivals,
      ProxyMeters meters) {
    this.meters = meters;
    this.proxy = proxy;
    this.filter = filter;
    this.receiver = receiver;
    this.arrivals = arrivals;
  }

  /** A whole datagram. */
  void onDatagram(String text) {
    try {
      onEvent(new JsonObject(text), EventSource.UDP);
    } catch (DecodeException e) {
      noteUnreadable(e);
    }
  }

  /** An object of a stream. */
  void onObject(JsonObject json) {
    onEvent(json, EventSource.TCP);
  }

  /** How many events were of no use. */
  long unreadable() {
    return unreadable.count();
  }

  private void onEvent(JsonObject json, EventSource source) {
    try {
      Optional<CallId> probe = EventDecoder.probe(json);
      if (probe.isPresent()) {
        meters.event(EventKind.PROBE);
        arrivals.accept(new Arrival.Probe(probe.get(), source.wireName()));
        return;
      }
      CallEvent event = decoder.decode(json);
      boolean isNew = filter.isNew(event, source);
      meters.event(isNew ? kindOf(event) : EventKind.DUPLICATE);
      if (isNew) {
        LOG.debug("{}: {}", proxy, event);
        receiver.accept(event);
      }
    } catch (UnreadableEventException e) {
      noteUnreadable(e);
    }
  }

  private void noteUnreadable(Exception e) {
    meters.event(EventKind.UNREADABLE);
    unreadable.note(String.valueOf(e.getMessage()));
  }

  private static EventKind kindOf(CallEvent event) {
    if (event instanceof CallEvent.TransferProgress) {
      return EventKind.TRANSFER;
    }
    return event instanceof CallEvent.HoldProgress ? EventKind.HOLD : EventKind.DIALOG;
  }
}
