package io.callapi;

import io.callapi.bus.TypedBus;
import io.callapi.client.session.LinePost;
import io.callapi.client.session.SessionPost;
import io.callapi.client.tls.CertificateWatch;
import io.callapi.cluster.NodeGateway;
import io.callapi.command.CommandRegister;
import io.callapi.command.CommandSignal;
import io.callapi.config.CallApiConfig;
import io.callapi.config.Logging;
import io.callapi.config.ProxyConfig;
import io.callapi.config.WsServerConfig;
import io.callapi.management.Instruments;
import io.callapi.management.ManagementServer;
import io.callapi.management.Meters;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Closeable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private final Promise<Integer> port = Promise.promise();
  private final Promise<Integer> managementPort = Promise.promise();
  private final @Nullable CallApiConfig config;
  private final @Nullable SimulatorOptions simulator;
  private final @Nullable CommandRegister register;
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
    this(null, null, null);
  }

  /**
   * @param config null for that of the deployment
   * @param simulator how each proxy is simulated; null for real ones
   */
  public CallApiVerticle(@Nullable CallApiConfig config, @Nullable SimulatorOptions simulator) {
    this(config, simulator, null);
  }

  /**
   * @param register what is remembered of commands; null for one as it is configured
   */
  public CallApiVerticle(
      @Nullable CallApiConfig config,
      @Nullable SimulatorOptions simulator,
      @Nullable CommandRegister register) {
    this.config = config;
    this.simulator = simulator;
    this.register = register;
  }

  /** The port that clients connect to, once it is open. */
  public Future<Integer> port() {
    return port.future();
  }

  /** The port that operators read figures and health at, once it is open; 0 for none. */
  public Future<Integer> managementPort() {
    return managementPort.future();
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
    NodeGateway gateway =
        vertx.isClustered() ? new NodeGateway(vertx, known.cluster().secret()) : null;
    Future<?> units =
        openToNodes(gateway)
            .compose(v -> UnitSettings.certificate(vertx, known))
            .compose(certificate -> startUnits(known, phones, certificate.orElse(null), gateway));
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

  private static Future<Void> openToNodes(@Nullable NodeGateway gateway) {
    return gateway == null
        ? Future.succeededFuture()
        : gateway.open(
            List.of(CommandSignal.FROM_NODES, SessionPost.FROM_NODES, LinePost.FROM_NODES));
  }

  private Future<?> startUnits(
      CallApiConfig known,
      @Nullable SimulatorOptions phones,
      @Nullable CertificateWatch certificate,
      @Nullable NodeGateway gateway) {
    Context ofNobody = ((VertxInternal) vertx).createEventLoopContext();
    Units simulators = new Units(vertx, ofNobody);
    Units tables = new Units(vertx, ofNobody);
    Units managements = new Units(vertx, ofNobody);
    Units listeners = new Units(vertx, ofNobody);
    Units commands = new Units(vertx, ofNobody);
    Units clients = new Units(vertx, ofNobody);
    Units status = new Units(vertx, ofNobody);
    Units operators = new Units(vertx, ofNobody);
    Meters meters = known.management().enabled() ? new Meters() : null;
    Instruments instruments = meters == null ? Instruments.NONE : meters;
    UnitsMaker make =
        new UnitsMaker(vertx, known, registerOf(known), instruments, certificate, gateway, port);
    // The commands first, while clients can still be told and proxies still be asked.
    inOrderOfStop =
        List.of(commands, clients, status, listeners, managements, tables, simulators, operators);
    return openToOperators(known, meters, operators)
        .compose(v -> connectors(known, phones, simulators))
        .compose(all -> tables.start(make.tables()).map(all))
        .compose(all -> managements.start(make.managements(all)).map(all))
        .compose(all -> listeners.start(make.listeners(all)))
        .compose(v -> status.start(make.status()))
        .compose(v -> commands.start(make.commandLogic()))
        .compose(v -> new FirstLink(vertx).await(known))
        .compose(v -> clients.start(make.clients(phones != null)));
  }

  /** The first to come and the last to go. */
  private Future<Void> openToOperators(
      CallApiConfig known, @Nullable Meters meters, Units operators) {
    if (meters == null) {
      managementPort.complete(0);
      return Future.succeededFuture();
    }
    List<String> proxies = known.proxies().stream().map(ProxyConfig::name).toList();
    ManagementServer server =
        new ManagementServer(UnitSettings.management(known), meters, proxies, this::isReachable);
    return operators
        .start(List.of(server))
        .onSuccess(v -> managementPort.complete(server.port()))
        .onFailure(managementPort::tryFail);
  }

  private boolean isReachable() {
    return port.future().succeeded() && !stopping.get();
  }

  private CommandRegister registerOf(CallApiConfig known) {
    return register != null ? register : new CommandRegister(UnitSettings.register(known));
  }

  /** How each proxy is reached; those to be simulated are there then. */
  private static Future<List<ConnectorSettings>> connectors(
      CallApiConfig known, @Nullable SimulatorOptions phones, Units simulators) {
    List<ConnectorSettings> real = UnitSettings.connectors(known);
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
