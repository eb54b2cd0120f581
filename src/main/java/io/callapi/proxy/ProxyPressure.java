package io.callapi.proxy;

import io.callapi.bus.Address;

/**
 * How many commands a proxy can take, so that a new one is refused before it has begun rather than
 * late afterwards.
 *
 * @param number the higher one is the later one
 * @param newCalls how many commands may begin that place a call, until the next word
 * @param others how many others
 * @param retryAfterMs when one that is refused may be tried again, in milliseconds
 */
public record ProxyPressure(String proxy, long number, int newCalls, int others, int retryAfterMs) {

  /** {@code callapi.proxies.pressure} (publish): several times a second while it is asked. */
  public static final Address<ProxyPressure, Void> ADDRESS =
      new Address<>("callapi.proxies.pressure", ProxyPressure.class, Void.class);
}
