package io.callapi.bench.faults;

/** The way from Call API to the proxy. */
enum Management {
  UDP,
  HTTP,
  BOTH;

  boolean udp() {
    return this != HTTP;
  }

  boolean http() {
    return this != UDP;
  }
}
