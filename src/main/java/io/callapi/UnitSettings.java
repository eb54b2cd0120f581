package io.callapi;

import io.callapi.bus.TypedBus;
import io.callapi.calls.view.EndedLimits;
import io.callapi.client.Callers;
import io.callapi.client.ClientLimits;
import io.callapi.client.ClientSettings;
import io.callapi.client.session.SessionLimits;
import io.callapi.client.tls.BadTlsFile;
import io.callapi.client.tls.CertificateWatch;
import io.callapi.client.tls.TlsFiles;
import io.callapi.command.CommandMeters;
import io.callapi.command.CommandSettings;
import io.callapi.command.Deadlines;
import io.callapi.command.OnDisconnect;
import io.callapi.command.RegisterLimits;
import io.callapi.config.CallApiConfig;
import io.callapi.config.ConfigException;
import io.callapi.config.ConnectionsConfig;
import io.callapi.config.DeadlinesConfig;
import io.callapi.config.EventTransport;
import io.callapi.config.EventsConfig;
import io.callapi.config.FlowConfig;
import io.callapi.config.ForwardingConfig;
import io.callapi.config.HostPort;
import io.callapi.config.MiConfig;
import io.callapi.config.Problem;
import io.callapi.config.ProxyConfig;
import io.callapi.config.SessionsConfig;
import io.callapi.config.TlsConfig;
import io.callapi.config.WsServerConfig;
import io.callapi.management.ManagementSettings;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.proxy.BusProxy;
import io.callapi.proxy.ProxyPool;
import io.callapi.proxy.SipProxy;
import io.callapi.status.DescriptorWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each unit is told of the configuration. */
final class UnitSettings {

  private UnitSettings() {}

  static ClientSettings clients(
      CallApiConfig config, int shards, @Nullable KeyCertOptions certificate) {
    WsServerConfig server = config.wsServer();
    return new ClientSettings(
        server.host(),
        server.port(),
        server.httpPath(),
        Set.copyOf(server.origins()),
        server.tokens(),
        server.maxFrameSize(),
        server.maxRunningCommands(),
        server.maxRequestsPerSecond(),
        limits(server.connections()),
        shards,
        certificate,
        callers(server.forwarding()));
  }

  private static Callers callers(ForwardingConfig forwarding) {
    return new Callers(
        forwarding.proxies(), forwarding.header() == ForwardingConfig.Header.FORWARDED);
  }

  /** The certificate for clients, read off the event loop; none without TLS. */
  static Future<Optional<CertificateWatch>> certificate(Vertx vertx, CallApiConfig config) {
    TlsConfig tls = config.wsServer().tls();
    return tls == null
        ? Future.succeededFuture(Optional.empty())
        : vertx.executeBlocking(() -> certificate(vertx, tls)).map(Optional::of);
  }

  private static CertificateWatch certificate(Vertx vertx, TlsConfig tls) {
    try {
      return CertificateWatch.open(vertx, new TlsFiles(tls.certificate(), tls.key()));
    } catch (BadTlsFile e) {
      throw new ConfigException(List.of(new Problem(e.key(), String.valueOf(e.getMessage()), "")));
    }
  }

  private static ClientLimits limits(ConnectionsConfig connections) {
    return new ClientLimits(
        DescriptorWatch.ofProcess().roomFor(connections.max()),
        connections.maxPerAddress(),
        connections.maxUnread(),
        HeapShare.ofProcess().unread(connections.maxUnreadTotal()),
        ClientLimits.Times.of(
            connections.requestTimeout(), connections.messageTimeout(), connections.readTimeout()));
  }

  static SessionLimits sessions(CallApiConfig config) {
    SessionsConfig sessions = config.sessions();
    return new SessionLimits(
        sessions.max(),
        sessions.keepMax(),
        sessions.maxNotices(),
        sessions.maxBytes(),
        sessions.noticeAge(),
        HeapShare.ofProcess().kept(sessions.maxTotal()));
  }

  static CommandSettings commands(CallApiConfig config, int shards, CommandMeters meters) {
    return new CommandSettings(
        deadlines(config),
        onDisconnect(config.wsServer()),
        shards,
        config.deadlines().stop(),
        meters);
  }

  /** How long the steps of a command may take, on the proxy that lets phones ring longest. */
  static Deadlines deadlines(CallApiConfig config) {
    DeadlinesConfig deadlines = config.deadlines();
    return new Deadlines(
        longestAnswer(config), deadlines.transferStart(), deadlines.hold(), deadlines.end());
  }

  /** Of each proxy. */
  static EndedLimits endedCalls(CallApiConfig config) {
    return new EndedLimits(
        config.calls().keepEnded(),
        config.calls().maxEnded(),
        HeapShare.ofProcess().endedCalls(config.proxies().size()));
  }

  static ManagementSettings management(CallApiConfig config) {
    return new ManagementSettings(config.management().host(), config.management().port());
  }

  static RegisterLimits register(CallApiConfig config) {
    return RegisterLimits.DEFAULT
        .withBytes(HeapShare.ofProcess().remembered(config.process().maxRemembered()))
        .withKeep(config.commands().keepEnded());
  }

  /** Each command has the deadline of its proxy; this one is for before that is found. */
  private static Duration longestAnswer(CallApiConfig config) {
    return config.proxies().stream()
        .map(proxy -> proxy.mi().inviteTimeout())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static OnDisconnect onDisconnect(WsServerConfig server) {
    return switch (server.onDisconnect()) {
      case FINISH -> OnDisconnect.FINISH;
      case CANCEL -> OnDisconnect.CANCEL;
    };
  }

  static List<ProxyPool.Member> members(CallApiConfig config, TypedBus bus) {
    return config.proxies().stream().map(proxy -> member(proxy, bus)).toList();
  }

  private static ProxyPool.Member member(ProxyConfig proxy, TypedBus bus) {
    return new ProxyPool.Member(
        proxy.name(),
        proxy.weight(),
        proxy.maxRunningCommands(),
        proxy.mi().inviteTimeout(),
        proxy(proxy, bus));
  }

  /** A proxy as other units ask it. */
  static SipProxy proxy(ProxyConfig proxy, TypedBus bus) {
    // The connector has deadlines of its own; this one is for a unit that is not there.
    MiConfig mi = proxy.mi();
    Duration queued = mi.flow().maxQueueTime().multipliedBy(2);
    Duration longest = longestReply(mi).plus(mi.timeout()).plus(queued).plusSeconds(5);
    return new BusProxy(bus, proxy.name(), longest);
  }

  private static Duration longestReply(MiConfig mi) {
    return Collections.max(List.of(mi.inviteTimeout(), mi.referTimeout()));
  }

  static List<ConnectorSettings> connectors(CallApiConfig config) {
    return config.proxies().stream().map(UnitSettings::connector).toList();
  }

  private static ConnectorSettings connector(ProxyConfig proxy) {
    return new ConnectorSettings(
        proxy.name(),
        management(proxy.mi()),
        proxy.sipUri(),
        proxy.mi().timeout(),
        proxy.mi().inviteTimeout(),
        proxy.mi().referTimeout(),
        events(proxy.events()),
        flow(proxy.mi().flow()));
  }

  private static FlowLimits flow(FlowConfig flow) {
    return new FlowLimits(flow.maxInFlight(), flow.maxQueued(), flow.maxQueueTime());
  }

  private static MiSettings management(MiConfig mi) {
    HostPort url = mi.url();
    SocketAddress socket =
        url == null ? null : SocketAddress.inetSocketAddress(url.port(), url.host());
    return new MiSettings(socket, mi.httpUrl(), mi.httpUser(), mi.httpPassword());
  }

  private static ConnectorSettings.EventSettings events(EventsConfig events) {
    String host = events.host();
    var advertised = events.advertised();
    return new ConnectorSettings.EventSettings(
        host == null ? "" : host,
        events.port(),
        advertised == null ? "" : advertised.toString(),
        events.expire(),
        events.transport() != EventTransport.TCP,
        events.transport() != EventTransport.UDP,
        events.from());
  }
}
