package io.callapi.config;

import io.callapi.sip.SipUri;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the proxies: either the list, or the one made of the top-level sections. */
final class ProxyReader {

  private static final List<String> SINGLE = List.of("mi", "sip", "events");

  List<Optional<ProxyConfig>> read(Section top) {
    boolean listed = top.has("proxies");
    List<Section> list = top.sections("proxies");
    Section mi = top.section("mi");
    Section sip = top.section("sip");
    Section events = top.section("events");
    if (!listed) {
      return List.of(single(mi, sip, events));
    }
    if (list.isEmpty()) {
      top.fail("proxies", "must be a list of at least one proxy");
    }
    SINGLE.stream().filter(top::has).forEach(key -> refuse(top, key));
    Set<String> names = new HashSet<>();
    return list.stream().map(section -> listed(section, names)).toList();
  }

  private static void refuse(Section top, String key) {
    top.fail(key, "cannot stand beside proxies: move it into the entries of that list");
  }

  private static Optional<ProxyConfig> single(Section mi, Section sip, Section events) {
    Optional<MiConfig> miConfig = mi(mi);
    Optional<SipUri> uri = sipUri(sip, miConfig);
    Optional<EventsConfig> eventsConfig = events(events, miConfig);
    if (miConfig.isEmpty() || uri.isEmpty() || eventsConfig.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProxyConfig("default", miConfig.get(), uri.get(), eventsConfig.get(), 1, null));
  }

  private static Optional<ProxyConfig> listed(Section section, Set<String> names) {
    Optional<String> name = section.read("name", Values::text);
    if (!section.has("name")) {
      section.fail("name", "is missing: each proxy needs one");
    }
    if (name.isPresent() && !names.add(name.get())) {
      section.fail("name", "is used twice: " + name.get() + "; give each proxy a name of its own");
    }
    Optional<MiConfig> mi = mi(section.section("mi"));
    Optional<SipUri> uri = sipUri(section.section("sip"), mi);
    Optional<EventsConfig> events = events(section.section("events"), mi);
    int weight = section.read("weight", Values::integer, 1);
    Optional<Integer> most = section.read("max_running_commands", Values::integer);
    // Stand-ins for what is wrong already, so that the other keys are checked all the same.
    return section.make(
        () ->
            new ProxyConfig(
                name.orElse("unnamed"),
                mi.orElseGet(CallApiConfig.defaults().proxies().get(0)::mi),
                uri.orElseGet(() -> new SipUri("sip:localhost")),
                events.orElseGet(CallApiConfig.defaults().proxies().get(0)::events),
                weight,
                most.orElse(null)));
  }

  private static Optional<MiConfig> mi(Section section) {
    var url = section.read("url", Values::udpSocket);
    var httpUrl = section.read("http_url", Values::httpUrl);
    var user = section.read("http_user", Values::text);
    var password = section.readSecret("http_password", Values::secret);
    Duration timeout = ConfigReader.duration(section, "timeout", 5);
    Duration invite = ConfigReader.duration(section, "invite_timeout", 130);
    Duration refer = ConfigReader.duration(section, "refer_timeout", 6);
    Supplier<FlowConfig> flow = flow(section);
    Optional<HostPort> socket = url.or(() -> usualSocket(httpUrl));
    socket.ifPresent(usual -> section.derive("url", usual));
    return section.make(
        () ->
            new MiConfig(
                socket.orElse(null),
                httpUrl.orElse(null),
                user.orElse(null),
                password.orElse(null),
                timeout,
                invite,
                refer,
                flow.get()));
  }

  private static Supplier<FlowConfig> flow(Section section) {
    FlowConfig usual = FlowConfig.defaults();
    int inFlight = section.read("max_in_flight", Values::integer, usual.maxInFlight());
    int queued = section.read("max_queued", Values::integer, usual.maxQueued());
    Duration time =
        ConfigReader.duration(section, "max_queue_time", usual.maxQueueTime().toSeconds());
    return () -> new FlowConfig(inFlight, queued, time);
  }

  /** Where nothing is said. */
  private static Optional<HostPort> usualSocket(Optional<URI> httpUrl) {
    return httpUrl.isPresent() ? Optional.empty() : Optional.of(new HostPort("127.0.0.1", 8080));
  }

  private static Optional<SipUri> sipUri(Section section, Optional<MiConfig> mi) {
    Optional<SipUri> written = section.read("uri", Values::sipUri);
    section.refuseUnknownKeys();
    if (section.has("uri") || mi.isEmpty()) {
      return written;
    }
    try {
      SipUri derived = new SipUri("sip:" + HostPort.uriHost(mi.get().host()) + ":5060");
      section.derive("uri", derived);
      return Optional.of(derived);
    } catch (IllegalArgumentException e) {
      section.fail("uri", "must be given, for the host of mi is no SIP host: " + mi.get().host());
      return Optional.empty();
    }
  }

  private static Optional<EventsConfig> events(Section section, Optional<MiConfig> mi) {
    var host = section.read("host", Values::text);
    int port = section.read("port", Values::integer, 0);
    var advertised = section.read("advertised", Values::hostPort);
    EventTransport transport =
        section.read(
            "transport", Values.oneOf(EventTransport.class, Values::lowerCase), EventTransport.UDP);
    List<String> from = section.read("from", Values::texts, List.of());
    Duration expire = ConfigReader.duration(section, "expire", 120);
    if (!section.has("host") && mi.isPresent() && isIpv6(mi.get().host())) {
      section.fail(
          "host",
          "must be given, an IPv4 address of this machine: OpenSIPS sends events over IPv4 only,"
              + " and mi is reached over IPv6");
    }
    return section.make(
        () ->
            new EventsConfig(
                host.orElse(null), port, advertised.orElse(null), transport, from, expire));
  }

  /** On this machine, there is an IPv4 address for certain. */
  private static boolean isIpv6(String host) {
    return host.indexOf(':') >= 0 && !host.equals("::1");
  }
}
