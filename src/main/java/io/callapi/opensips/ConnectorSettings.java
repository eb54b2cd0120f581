package io.callapi.opensips;

import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.opensips.recipe.RecipeSettings;
import io.callapi.sip.SipUri;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How one OpenSIPS is reached.
 *
 * @param name the proxy's name, part of its addresses on the event bus
 * @param mi where its management interface is
 * @param sipUri where its SIP socket is; the first INVITE of a call goes there
 * @param timeout for replies that OpenSIPS gives at once
 * @param inviteTimeout for the answer to an INVITE, longer than the proxy's fr_inv_timeout
 * @param referTimeout for a phone's answer to a REFER, longer than the proxy's fr_timeout
 * @param events where its events are to be sent
 * @param flow how much may be under way to it, and wait
 */
public record ConnectorSettings(
    String name,
    MiSettings mi,
    SipUri sipUri,
    Duration timeout,
    Duration inviteTimeout,
    Duration referTimeout,
    EventSettings events,
    FlowLimits flow) {

  /** With the usual limits. */
  public ConnectorSettings(
      String name,
      MiSettings mi,
      SipUri sipUri,
      Duration timeout,
      Duration inviteTimeout,
      Duration referTimeout,
      EventSettings events) {
    this(name, mi, sipUri, timeout, inviteTimeout, referTimeout, events, FlowLimits.defaults());
  }

  /** The same proxy, its management interface elsewhere. */
  public ConnectorSettings at(String host, int port) {
    MiSettings there = MiSettings.of(SocketAddress.inetSocketAddress(port, host));
    return new ConnectorSettings(
        name, there, sipUri, timeout, inviteTimeout, referTimeout, events, flow);
  }

  /** What requests need to know of it. */
  RecipeSettings recipes() {
    return new RecipeSettings(sipUri, timeout, inviteTimeout, referTimeout);
  }

  /**
   * Where events are received.
   *
   * @param host the local address to bind; empty to choose it by the route to the proxy
   * @param port the local port; 0 for any free one
   * @param advertised what the proxy is told to send to, {@code host:port}; empty for the bound one
   * @param expire the life of a subscription; renewed at a third of it
   * @param udp whether events come as datagrams
   * @param tcp whether they come over a connection; both may be
   * @param from the hosts from which they are taken; empty for those of the management interface
   */
  public record EventSettings(
      String host,
      int port,
      String advertised,
      Duration expire,
      boolean udp,
      boolean tcp,
      List<String> from) {}
}
