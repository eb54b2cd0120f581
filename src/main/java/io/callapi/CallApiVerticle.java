package io.callapi;

import io.callapi.bus.TypedBus;
import io.callapi.call.CallCommands;
import io.callapi.calls.CallTableSettings;
import io.callapi.calls.CallTableVerticle;
import io.callapi.client.ClientSettings;
import io.callapi.client.ClientVerticle;
import io.callapi.client.CommandReader;
import io.callapi.client.Crowd;
import io.callapi.cluster.NodeGateway;
import io.callapi.command.CommandRegister;
import io.callapi.command.CommandSignal;
import io.callapi.command.CommandVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.config.ClusterConfig;
import io.callapi.config.Logging;
import io.callapi.config.ProxyConfig;
import io.callapi.config.WsServerConfig;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.ManagementVerticle;
import io.callapi.opensips.event.EventListenerVerticle;
import io.callapi.proxy.ProxyLoad;
import io.callapi.proxy.ProxyPool;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.status.DescriptorWatch;
import io.callapi.status.StatusVerticle;
import io.vertx.core.Closeable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: makes the units, and deploys them in the order in which they need one
 * another. This is what {@code vertx run} starts.
 */
public final class CallApiVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(CallApiVerticle.class);

  /** Longer than any command of another node runs. */
  private static final Duration LONGEST_COMMAND = Duration.ofMinutes(10);

  private final Promise<Integer> port = Promise.promise();
  private final @Nullable CallApiConfig config;
  private final @Nullable SimulatorOptions simulator;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Promise<Void> stopped = Promise.promise();
  private final Closeable closeHook = done -> shutDown().onComplete(done);
  private volatile List<Units> inOrderOfStop = List.of();
  private volatile Future<?> started = Future.succeededFuture();

  /**
   * For {@code vertx run} with {@code -conf}: the tree of conf/call-api.yml as JSON, and {@code
   * "simulate": true} for simulated proxies.
   */
  public CallApiVerticle() {
    this(null, null);
  }

  /**
   * @param config null for that of the deployment
   * @param simulator how each proxy is simulated; null for real ones
   */
  public CallApiVerticle(@Nullable CallApiConfig config, @Nullable SimulatorOptions simulator) {
    this.config = config;
    this.simulator = simulator;
  }

  /** The port that clients connect to, once it is open. */
  public Future<Integer> port() {
    return port.future();
  }

  @Override
  public Future<?> start() {
    JsonObject tree = config().copy();
    boolean simulate = Boolean.TRUE.equals(tree.remove("simulate"));
    CallApiConfig known = config != null ? config : deployed(tree);
    SimulatorOptions phones = simulate ? SimulatorOptions.defaults() : simulator;
    warnIfOpen(known.wsServer());
    TypedBus.install(vertx);
    // When Vert.x closes, it stops all verticles at once, but what is hooked to it before that.
    ((VertxInternal) vertx).addCloseHook(closeHook);
    Future<?> units = openToNodes(known.cluster()).compose(v -> startUnits(known, phones));
    started = units;
    return units
        .onFailure(port::tryFail)
        .recover(e -> stop().transform(done -> Future.failedFuture(e)));
  }

  /** There is no command line before this one then, which would have set up the log. */
  private static CallApiConfig deployed(JsonObject tree) {
    CallApiConfig known = CallApiConfig.from(tree);
    known.cluster().requireNoTls();
    Logging.apply(known.log());
    return known;
  }

  private static void warnIfOpen(WsServerConfig server) {
    if (server.isOpenToOthers()) {
      LOG.warn(
          "{} is no loopback address and ws_server.tokens is empty: whoever can connect can steer"
              + " calls",
          server.host());
    }
  }

  private Future<Void> openToNodes(ClusterConfig cluster) {
    return vertx.isClustered()
        ? new NodeGateway(vertx, cluster.secret()).open(List.of(CommandSignal.FROM_NODES))
        : Future.succeededFuture();
  }

  private Future<?> startUnits(CallApiConfig known, @Nullable SimulatorOptions phones) {
    Context ofNobody = ((VertxInternal) vertx).createEventLoopContext();
    Units simulators = new Units(vertx, ofNobody);
    Units tables = new Units(vertx, ofNobody);
    Units managements = new Units(vertx, ofNobody);
    Units listeners = new Units(vertx, ofNobody);
    Units commands = new Units(vertx, ofNobody);
    Units clients = new Units(vertx, ofNobody);
    Units status = new Units(vertx, ofNobody);
    List<String> names = known.proxies().stream().map(ProxyConfig::name).toList();
    ProxyLoad load = new ProxyLoad(names);
    // The commands first, while clients can still be told and proxies still be asked.
    inOrderOfStop = List.of(commands, clients, status, listeners, managements, tables, simulators);
    return connectors(known, phones, simulators)
        .compose(all -> tables.start(tablesOf(known)).map(all))
        .compose(all -> managements.start(managementsOf(all)).map(all))
        .compose(all -> listeners.start(listenersOf(all)))
        .compose(
            v ->
                status.start(List.of(new StatusVerticle(names, load), DescriptorWatch.ofProcess())))
        .compose(v -> commands.start(commandLogic(known, load)))
        .compose(v -> new FirstLink(vertx).await(known))
        .compose(v -> clients.start(clients(known)));
  }

  /** How each proxy is reached; those to be simulated are there then. */
  private static Future<List<ConnectorSettings>> connectors(
      CallApiConfig known, @Nullable SimulatorOptions phones, Units simulators) {
    List<ConnectorSettings> real = Settings.connectors(known);
    if (phones == null) {
      return Future.succeededFuture(real);
    }
    List<SimulatedOpenSips> proxies =
        real.stream()
            .map(connector -> new SimulatedOpenSips(phones.withSipUri(connector.sipUri())))
            .toList();
    return simulators
        .start(proxies)
        .map(
            v ->
                IntStream.range(0, real.size())
                    .mapToObj(i -> real.get(i).at(phones.host(), proxies.get(i).miPort()))
                    .toList());
  }

  /** Where other nodes may have made calls on the same proxy, a stray one is left to them first. */
  private List<CallTableVerticle> tablesOf(CallApiConfig known) {
    CallTableSettings settings =
        vertx.isClustered()
            ? CallTableSettings.DEFAULT.withStrayDelay(LONGEST_COMMAND)
            : CallTableSettings.DEFAULT;
    return known.proxies().stream()
        .map(
            proxy ->
                new CallTableVerticle(
                    proxy.name(), Settings.proxy(proxy, new TypedBus(vertx)), settings))
        .toList();
  }

  private static List<ManagementVerticle> managementsOf(List<ConnectorSettings> connectors) {
    return connectors.stream().map(ManagementVerticle::new).toList();
  }

  private static List<EventListenerVerticle> listenersOf(List<ConnectorSettings> connectors) {
    return connectors.stream().map(EventListenerVerticle::new).toList();
  }

  private static List<CommandVerticle> commandLogic(CallApiConfig known, ProxyLoad load) {
    CommandRegister register = new CommandRegister();
    return onEachCore(
        shard ->
            new CommandVerticle(
                shard,
                CallCommands.all(),
                bus -> new ProxyPool(bus, Settings.members(known, bus), load),
                Settings.commands(known, cores()),
                register));
  }

  private List<ClientVerticle> clients(CallApiConfig known) {
    ClientSettings settings = Settings.clients(known, cores());
    Crowd crowd = Crowd.of(settings.limits());
    return onEachCore(
        instance ->
            new ClientVerticle(settings, crowd, new CommandReader(CallCommands.all()), port));
  }

  private static <T> List<T> onEachCore(IntFunction<T> unit) {
    return IntStream.range(0, cores()).mapToObj(unit).toList();
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Stops the commands first, while clients can still be told and proxies still be asked; then the
   * other units in the reverse of the order in which they were started.
   */
  public Future<Void> shutDown() {
    if (stopping.compareAndSet(false, true)) {
      Future<?> begun = started;
      begun.transform(done -> stopUnits()).onComplete(stopped);
    }
    return stopped.future();
  }

  private Future<Void> stopUnits() {
    Future<Void> done = Future.succeededFuture();
    for (Units units : inOrderOfStop) {
      done = done.compose(v -> units.stop());
    }
    return done;
  }

  @Override
  public Future<?> stop() {
    return shutDown().onComplete(done -> leave());
  }

  private void leave() {
    ((VertxInternal) vertx).removeCloseHook(closeHook);
    TypedBus.uninstall(vertx);
  }
}
