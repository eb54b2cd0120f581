package io.callapi.opensips;

import io.callapi.bus.Address;
import io.callapi.sip.CallId;
import java.util.UUID;

/** What the event listener tells of the ways by which events come, for proof that they do. */
public sealed interface Arrival {

  /**
   * {@code callapi.opensips.arrival.<name of the proxy>} (publish): each event that was raised for
   * proof, and whoever else has sent one.
   */
  Address.Family<Arrival, Void> ADDRESS =
      new Address.Family<>("callapi.opensips.arrival", Arrival.class, Void.class);

  /** How the Call-IDs of calls begin that do not exist: events about them are raised for proof. */
  String PROBE = "call-api-probe-";

  /** A call that does not exist. */
  static CallId newProbe() {
    return new CallId(PROBE + UUID.randomUUID());
  }

  /**
   * An event about a call that does not exist has come.
   *
   * @param transport as OpenSIPS writes it: {@code udp} or {@code tcp}
   */
  record Probe(CallId call, String transport) implements Arrival {}

  /** Something has come from an address that is none of the proxy's, and was left out. */
  record Stranger(String transport, String host) implements Arrival {}
}
