package io.callapi.opensips.event;

/** The way by which an event has come. */
enum EventSource {
  UDP,
  TCP;

  /** As OpenSIPS writes it. */
  String wireName() {
    return this == UDP ? "udp" : "tcp";
  }

  EventSource other() {
    return this == UDP ? TCP : UDP;
  }
}
