package io.callapi.opensips.event;

import io.callapi.bus.TypedBus;
import io.callapi.proxy.CallEvent;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of an event, whichever way it has come: read, taken once, published. */
final class EventIntake {

  private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

  private final String proxy;
  private final TypedBus bus;
  private final DuplicateFilter filter;
  private final EventDecoder decoder = new EventDecoder();
  private final RareLog unreadable = new RareLog(LOG, "unreadable events");

  EventIntake(String proxy, TypedBus bus, DuplicateFilter filter) {
    this.proxy = proxy;
    this.bus = bus;
    this.filter = filter;
  }

  /** A whole datagram. */
  void onDatagram(String text) {
    try {
      onEvent(new JsonObject(text), EventSource.UDP);
    } catch (DecodeException e) {
      unreadable.note(String.valueOf(e.getMessage()));
    }
  }

  /** An object of a stream. */
  void onObject(JsonObject json) {
    onEvent(json, EventSource.TCP);
  }

  private void onEvent(JsonObject json, EventSource source) {
    try {
      CallEvent event = decoder.decode(json);
      if (filter.isNew(event, EventDecoder.dialogId(json), source)) {
        LOG.debug("{}: {}", proxy, event);
        bus.publish(CallEvent.ADDRESS.of(event.callId()), event);
      }
    } catch (UnreadableEventException e) {
      unreadable.note(String.valueOf(e.getMessage()));
    }
  }
}
