package io.callapi;

import io.callapi.bus.TypedBus;
import io.callapi.call.CallCommands;
import io.callapi.calls.CallTableSettings;
import io.callapi.calls.CallTableVerticle;
import io.callapi.client.ClientSettings;
import io.callapi.client.ClientVerticle;
import io.callapi.client.Crowd;
import io.callapi.client.RequestReader;
import io.callapi.client.session.OpenedSessions;
import io.callapi.client.tls.CertificateWatch;
import io.callapi.cluster.NodeGateway;
import io.callapi.command.CommandRegister;
import io.callapi.command.CommandVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.config.ProxyConfig;
import io.callapi.description.ApiDocuments;
import io.callapi.description.Discover;
import io.callapi.management.Instruments;
import io.callapi.method.Method;
import io.callapi.method.MethodTable;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.ManagementVerticle;
import io.callapi.opensips.event.EventListenerVerticle;
import io.callapi.proxy.ProxyLoad;
import io.callapi.proxy.ProxyMeters;
import io.callapi.proxy.ProxyPool;
import io.callapi.query.Queries;
import io.callapi.query.SimulatorPhones;
import io.callapi.simulator.SimulatedPhones;
import io.callapi.status.DescriptorWatch;
import io.callapi.status.StatusVerticle;
import io.callapi.subscription.SubscriptionLimits;
import io.callapi.subscription.SubscriptionMethods;
import io.vertx.core.Deployable;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the units of a node, each kind with what the configuration says of it. */
final class UnitsMaker {

  /** Longer than any command of another node runs. */
  private static final Duration LONGEST_COMMAND = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final CallApiConfig config;
  private final CommandRegister register;
  private final Instruments instruments;
  private final Promise<Integer> port;
  private final ProxyLoad load;
  private final @Nullable CertificateWatch certificate;
  private final @Nullable NodeGateway gateway;
  private final Map<String, ProxyMeters> meters = new ConcurrentHashMap<>();

  /**
   * @param register what all instances of the command logic remember
   * @param instruments what they count with
   * @param certificate for clients; null without TLS
   * @param gateway to the other nodes of the cluster; null outside of one
   * @param port is told the port that clients connect to
   */
  UnitsMaker(
      Vertx vertx,
      CallApiConfig config,
      CommandRegister register,
      Instruments instruments,
      @Nullable CertificateWatch certificate,
      @Nullable NodeGateway gateway,
      Promise<Integer> port) {
    this.vertx = vertx;
    this.config = config;
    this.register = register;
    this.instruments = instruments;
    this.port = port;
    this.load = new ProxyLoad(names());
    this.certificate = certificate;
    this.gateway = gateway;
    instruments.watch(names(), load);
  }

  private List<String> names() {
    return config.proxies().stream().map(ProxyConfig::name).toList();
  }

  /** Where other nodes may have made calls on the same proxy, a stray one is left to them first. */
  List<CallTableVerticle> tables() {
    CallTableSettings usual = CallTableSettings.DEFAULT.showing(UnitSettings.endedCalls(config));
    CallTableSettings settings =
        vertx.isClustered() ? usual.withStrayDelay(LONGEST_COMMAND) : usual;
    return config.proxies().stream()
        .map(
            proxy ->
                new CallTableVerticle(
                    proxy.name(), UnitSettings.proxy(proxy, new TypedBus(vertx)), settings))
        .toList();
  }

  List<ManagementVerticle> managements(List<ConnectorSettings> connectors) {
    return connectors.stream().map(each -> new ManagementVerticle(each, meters(each))).toList();
  }

  List<EventListenerVerticle> listeners(List<ConnectorSettings> connectors) {
    return connectors.stream().map(each -> new EventListenerVerticle(each, meters(each))).toList();
  }

  private ProxyMeters meters(ConnectorSettings connector) {
    return meters.computeIfAbsent(connector.name(), instruments::proxy);
  }

  /** What operators ask, and what watches over the process. */
  List<? extends Deployable> status() {
    return Stream.concat(
            Stream.of(new StatusVerticle(names(), load), DescriptorWatch.ofProcess()),
            Stream.ofNullable(certificate))
        .toList();
  }

  List<CommandVerticle> commandLogic() {
    return onEachCore(
        shard ->
            new CommandVerticle(
                shard,
                CallCommands.all(),
                bus -> new ProxyPool(bus, UnitSettings.members(config, bus), load),
                UnitSettings.commands(config, cores(), instruments.commands()),
                register));
  }

  /**
   * @param simulated whether proxies are simulated: then clients can ask for their phones
   */
  List<ClientVerticle> clients(boolean simulated) {
    ClientSettings settings = clientSettings();
    Crowd crowd =
        Crowd.of(settings.limits(), new OpenedSessions(UnitSettings.sessions(config), gateway));
    List<Method> queries =
        both(Queries.all(new TypedBus(vertx), names()), simulated ? List.of(phones()) : List.of());
    SubscriptionLimits limits = new SubscriptionLimits();
    ApiDocuments documents = ApiDocuments.of(methods(queries, limits).all(), settings.path());
    List<Method> all = both(queries, List.of(new Discover(documents)));
    instruments.watch(crowd.figures());
    return onEachCore(
        instance ->
            new ClientVerticle(
                settings,
                crowd,
                new RequestReader(methods(all, limits), UnitSettings.deadlines(config)),
                documents,
                port));
  }

  private static SimulatorPhones phones() {
    return new SimulatorPhones(
        SimulatedPhones.rows().stream()
            .map(row -> new SimulatorPhones.Phone(row.name(), row.does()))
            .toList());
  }

  /** For one event loop: it has subscriptions of its own. */
  private MethodTable methods(List<Method> queries, SubscriptionLimits limits) {
    List<Method> subscriptions = SubscriptionMethods.all(vertx, names(), limits);
    return new MethodTable(CallCommands.all(), both(queries, subscriptions));
  }

  private static List<Method> both(List<? extends Method> some, List<? extends Method> others) {
    return Stream.<Method>concat(some.stream(), others.stream()).toList();
  }

  private ClientSettings clientSettings() {
    if (certificate == null) {
      return UnitSettings.clients(config, cores(), null);
    }
    instruments.watchCertificate(certificate::expiry);
    return UnitSettings.clients(config, cores(), certificate.options());
  }

  private static <T> List<T> onEachCore(IntFunction<T> unit) {
    return IntStream.range(0, cores()).mapToObj(unit).toList();
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
