package io.callapi.opensips;

import io.callapi.bus.Address;
import java.util.List;

/**
 * The event listener is ready: events may be sent to these sockets.
 *
 * @param sockets as OpenSIPS writes them ({@code udp:127.0.0.1:4711})
 */
public record EventSink(List<String> sockets) {

  /** {@code callapi.opensips.sink.<name of the proxy>} (request): the management unit. */
  public static final Address.Family<EventSink, Noted> ADDRESS =
      new Address.Family<>("callapi.opensips.sink", EventSink.class, Noted.class);

  /** The management unit knows. */
  public record Noted() {}
}
