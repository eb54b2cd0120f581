package io.callapi.simulator;

import io.callapi.sip.SipUri;
import java.time.Duration;
import java.util.HashSet;
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
 */
public record SimulatorOptions(
    String host,
    int miPort,
    SipUri sipUri,
    String version,
    Timing timing,
    Set<String> missingModules) {

  /**
   * How long things take; each may be zero.
   *
   * @param ring from ringing to the answer
   * @param slowRing the same for the phone named {@code slow}
   * @param referDelay from accepting a REFER to placing the call
   * @param byeAfterReplaces from answering a call that replaces another to ending that other
   * @param frTimeout how long the proxy waits for a phone that says nothing
   * @param frInvTimeout how long the proxy lets a phone ring
   * @param endedDialogLinger how long an ended dialog stays in {@code dlg_list}
   */
  public record Timing(
      Duration ring,
      Duration slowRing,
      Duration referDelay,
      Duration byeAfterReplaces,
      Duration frTimeout,
      Duration frInvTimeout,
      Duration endedDialogLinger) {

    /** The phones and the proxy of the recordings. */
    public static Timing defaults() {
      return new Timing(
          Duration.ofMillis(50),
          Duration.ofSeconds(3),
          Duration.ofMillis(30),
          Duration.ofMillis(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(12),
          Duration.ofSeconds(3));
    }

    /** Phones that react without delay; the timeouts of the proxy stay. */
    public Timing withoutDelays() {
      return new Timing(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          frTimeout,
          frInvTimeout,
          endedDialogLinger);
    }

    /** Phones that ring that long before they answer. */
    public Timing withRing(Duration ring) {
      return new Timing(
          ring, slowRing, referDelay, byeAfterReplaces, frTimeout, frInvTimeout, endedDialogLinger);
    }

    /** A proxy that gives up on silent and on ringing phones after these times. */
    public Timing withTimeouts(Duration frTimeout, Duration frInvTimeout) {
      return new Timing(
          ring, slowRing, referDelay, byeAfterReplaces, frTimeout, frInvTimeout, endedDialogLinger);
    }

    /** A proxy that lists ended dialogs for that long. */
    public Timing withEndedDialogLinger(Duration linger) {
      return new Timing(
          ring, slowRing, referDelay, byeAfterReplaces, frTimeout, frInvTimeout, linger);
    }
  }

  public SimulatorOptions {
    missingModules = Set.copyOf(missingModules);
  }

  /** OpenSIPS 3.6.8 on loopback, any free port, with the phones' usual delays. */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        "127.0.0.1", 0, new SipUri("sip:127.0.0.1:5060"), "3.6.8", Timing.defaults(), Set.of());
  }

  public SimulatorOptions withHost(String host) {
    return new SimulatorOptions(host, miPort, sipUri, version, timing, missingModules);
  }

  public SimulatorOptions withMiPort(int miPort) {
    return new SimulatorOptions(host, miPort, sipUri, version, timing, missingModules);
  }

  public SimulatorOptions withSipUri(SipUri sipUri) {
    return new SimulatorOptions(host, miPort, sipUri, version, timing, missingModules);
  }

  public SimulatorOptions withVersion(String version) {
    return new SimulatorOptions(host, miPort, sipUri, version, timing, missingModules);
  }

  public SimulatorOptions withTiming(Timing timing) {
    return new SimulatorOptions(host, miPort, sipUri, version, timing, missingModules);
  }

  /** The same proxy, started without that module, for instance {@code callops}. */
  public SimulatorOptions withoutModule(String module) {
    Set<String> missing = new HashSet<>(missingModules);
    missing.add(module);
    return new SimulatorOptions(host, miPort, sipUri, version, timing, missing);
  }
}
