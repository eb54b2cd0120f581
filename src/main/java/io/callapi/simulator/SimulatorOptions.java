package io.callapi.simulator;

import io.callapi.sip.SipUri;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How the simulated proxy and its phones behave.
 *
 * @param host where the management interface listens and events come from
 * @param miPort the port of the management interface, 0 for any free one
 * @param sipUri the proxy's own address, what {@code next_hop} of a request names
 * @param version the OpenSIPS release to imitate, for instance {@code 3.6.8}
 * @param timing how long phones and the proxy take
 * @param missingModules modules that are not loaded: their commands and events do not exist
 * @param http the management interface over HTTP, if there is one
 * @param reliableEvents whether events sent over TCP have to be answered
 * @param late how much later than usual each reply of the management interface comes
 * @param calls about how many calls there are at a time that phones place by themselves
 */
public record SimulatorOptions(
    String host,
    int miPort,
    SipUri sipUri,
    String version,
    SimulatorTiming timing,
    Set<String> missingModules,
    Optional<HttpOptions> http,
    boolean reliableEvents,
    Duration late,
    int calls) {

  public SimulatorOptions {
    missingModules = Set.copyOf(missingModules);
  }

  /** OpenSIPS 3.6.8 on loopback, any free port, with the phones' usual delays. */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        "127.0.0.1",
        0,
        new SipUri("sip:127.0.0.1:5060"),
        "3.6.8",
        SimulatorTiming.defaults(),
        Set.of(),
        Optional.empty(),
        false,
        Duration.ZERO,
        0);
  }

  public SimulatorOptions withHost(String host) {
    return new SimulatorOptions(
        host, miPort, sipUri, version, timing, missingModules, http, reliableEvents, late, calls);
  }

  public SimulatorOptions withMiPort(int miPort) {
    return new SimulatorOptions(
        host, miPort, sipUri, version, timing, missingModules, http, reliableEvents, late, calls);
  }

  public SimulatorOptions withSipUri(SipUri sipUri) {
    return new SimulatorOptions(
        host, miPort, sipUri, version, timing, missingModules, http, reliableEvents, late, calls);
  }

  public SimulatorOptions withVersion(String version) {
    return new SimulatorOptions(
        host, miPort, sipUri, version, timing, missingModules, http, reliableEvents, late, calls);
  }

  public SimulatorOptions withTiming(SimulatorTiming timing) {
    return new SimulatorOptions(
        host, miPort, sipUri, version, timing, missingModules, http, reliableEvents, late, calls);
  }

  /** The same proxy, started without that module, for instance {@code callops}. */
  public SimulatorOptions withoutModule(String module) {
    Set<String> missing = new HashSet<>(missingModules);
    missing.add(module);
    return new SimulatorOptions(
        host, miPort, sipUri, version, timing, missing, http, reliableEvents, late, calls);
  }

  /** The same proxy, with a management interface over HTTP besides. */
  public SimulatorOptions withHttp(HttpOptions http) {
    return new SimulatorOptions(
        host,
        miPort,
        sipUri,
        version,
        timing,
        missingModules,
        Optional.of(http),
        reliableEvents,
        late,
        calls);
  }

  /** The same proxy, sending events over TCP as requests ({@code reliable_mode}). */
  public SimulatorOptions withReliableEvents() {
    return new SimulatorOptions(
        host, miPort, sipUri, version, timing, missingModules, http, true, late, calls);
  }

  /** The same proxy, all of whose replies of the management interface are that late. */
  public SimulatorOptions withLateReplies(Duration late) {
    return new SimulatorOptions(
        host, miPort, sipUri, version, timing, missingModules, http, reliableEvents, late, calls);
  }

  /** The same proxy, whose phones call each other without being asked to. */
  public SimulatorOptions withCalls(int calls) {
    return new SimulatorOptions(
        host, miPort, sipUri, version, timing, missingModules, http, reliableEvents, late, calls);
  }
}
