package io.callapi.bench.faults;

import io.callapi.config.EventTransport;

/**
 * How Call API and the proxy reach each other.
 *
 * @param mi how requests and their replies go
 * @param events how events go
 */
record Transports(Management mi, EventTransport events) {

  /** As they are configured by default. */
  static final Transports DATAGRAMS = new Transports(Management.UDP, EventTransport.UDP);

  boolean eventsOverUdp() {
    return events != EventTransport.TCP;
  }

  boolean eventsOverTcp() {
    return events != EventTransport.UDP;
  }

  @Override
  public String toString() {
    return "MI %s, events %s".formatted(mi, events);
  }
}
