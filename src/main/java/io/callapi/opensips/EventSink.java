package io.callapi.opensips;

import io.callapi.bus.Address;
import java.util.List;

/**
 * Where the event listener can be reached, or why it cannot.
 *
 * @param sockets as OpenSIPS writes them ({@code udp:127.0.0.1:4711}); none if there is a problem
 * @param problem in words; empty if there is none
 */
public record EventSink(List<String> sockets, String problem) {

  /** The listener is ready: events may be sent to these sockets. */
  public EventSink(List<String> sockets) {
    this(sockets, "");
  }

  /** The listener cannot be reached yet; it goes on trying. */
  public static EventSink none(String problem) {
    return new EventSink(List.of(), problem);
  }

  /** {@code callapi.opensips.sink.<name of the proxy>} (request): the management unit. */
  public static final Address.Family<EventSink, Noted> ADDRESS =
      new Address.Family<>("callapi.opensips.sink", EventSink.class, Noted.class);

  /** The management unit knows. */
  public record Noted() {}
}
