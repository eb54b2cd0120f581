package io.callapi.config;

/** How the proxy sends its events. */
public enum EventTransport {
  UDP,
  TCP,
  BOTH
}
