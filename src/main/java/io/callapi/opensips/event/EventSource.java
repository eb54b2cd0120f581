package io.callapi.opensips.event;

/** The way by which an event has come. */
enum EventSource {
  UDP,
  TCP;

  EventSource other() {
    return this == UDP ? TCP : UDP;
  }
}
