package io.callapi.opensips;

import io.callapi.bus.Address;

/**
 * The event listener's wish to get an event.
 *
 * @param socket where it is to be sent ({@code udp:127.0.0.1:4711})
 * @param expire in seconds; 0 ends the subscription
 */
public record SubscribeRequest(String event, String socket, int expire) {

  /** {@code callapi.opensips.subscribe.<name of the proxy>} (request): the management unit. */
  public static final Address.Family<SubscribeRequest, Subscribed> ADDRESS =
      new Address.Family<>("callapi.opensips.subscribe", SubscribeRequest.class, Subscribed.class);

  /**
   * What the proxy said.
   *
   * @param problem empty if it agreed
   */
  public record Subscribed(String problem) {}
}
