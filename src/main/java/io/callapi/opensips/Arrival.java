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

  /**
   * The leg of an event that is raised for proof. The proxy itself writes {@code caller} or {@code
   * callee} there, and no client has a say in it.
   */
  String PROBE_LEG = "call-api-probe";

  /**
   * How the Call-IDs in events begin that this process has raised for proof; nobody can guess it.
   */
  String PROBE = PROBE_LEG + "-" + UUID.randomUUID() + "-";

  /** The Call-ID of a call that does not exist. */
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
