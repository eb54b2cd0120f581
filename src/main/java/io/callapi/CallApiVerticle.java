package io.callapi;

import io.callapi.bus.NodeGateway;
import io.callapi.bus.TypedBus;
import io.callapi.call.CallCommands;
import io.callapi.client.ClientVerticle;
import io.callapi.client.CommandReader;
import io.callapi.command.CommandVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.config.ProxyConfig;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.ManagementVerticle;
import io.callapi.opensips.event.EventListenerVerticle;
import io.callapi.proxy.ProxyLoad;
import io.callapi.proxy.ProxyPool;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.status.StatusVerticle;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: makes the units, and deploys them in the order in which they need one
 * another. This is what {@code vertx run} starts.
 */
public final class CallApiVerticle extends VerticleBase {

  private final Promise<Integer> port = Promise.promise();
  private final Deque<String> deployed = new ArrayDeque<>();
  private List<String> commands = List.of();
  private final @Nullable CallApiConfig config;
  private final @Nullable SimulatorOptions simulator;

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
    CallApiConfig known = config != null ? config : CallApiConfig.from(tree);
    SimulatorOptions phones = simulate ? SimulatorOptions.defaults() : simulator;
    TypedBus.install(vertx);
    return Future.succeededFuture()
        .compose(v -> new NodeGateway(vertx).open())
        .compose(v -> deployConnectors(known, phones))
        .compose(v -> deployCommands(known))
        .compose(v -> new FirstLink(vertx).await(known))
        .compose(v -> deployClients(known))
        .onFailure(port::tryFail);
  }

  private Future<?> deployConnectors(CallApiConfig known, @Nullable SimulatorOptions phones) {
    Future<?> done = Future.succeededFuture();
    for (ConnectorSettings connector : Settings.connectors(known)) {
      done =
          done.compose(
                  v ->
                      phones == null
                          ? Future.succeededFuture(connector)
                          : simulated(connector, phones))
              .compose(this::deployConnector);
    }
    return done;
  }

  private Future<ConnectorSettings> simulated(
      ConnectorSettings connector, SimulatorOptions phones) {
    SimulatedOpenSips proxy = new SimulatedOpenSips(phones.withSipUri(connector.sipUri()));
    return deploy(proxy).map(id -> connector.at(phones.host(), proxy.miPort()));
  }

  private Future<?> deployConnector(ConnectorSettings connector) {
    return deploy(new ManagementVerticle(connector))
        .compose(v -> deploy(new EventListenerVerticle(connector)));
  }

  private Future<?> deployCommands(CallApiConfig known) {
    List<String> names = known.proxies().stream().map(ProxyConfig::name).toList();
    ProxyLoad load = new ProxyLoad(names);
    return deploy(new StatusVerticle(names, load)).compose(v -> deployCommands(known, load));
  }

  private Future<?> deployCommands(CallApiConfig known, ProxyLoad load) {
    return deployAll(
            shard ->
                new CommandVerticle(
                    shard,
                    CallCommands.all(),
                    bus -> new ProxyPool(bus, Settings.members(known, bus), load),
                    Settings.commands(known, cores())))
        .onSuccess(ids -> commands = ids);
  }

  private Future<?> deployClients(CallApiConfig known) {
    return deployAll(
        instance ->
            new ClientVerticle(
                Settings.clients(known, cores()), new CommandReader(CallCommands.all()), port));
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private interface Unit {
    Deployable instance(int number);
  }

  private Future<List<String>> deployAll(Unit unit) {
    return Future.all(
            IntStream.range(0, cores()).mapToObj(unit::instance).map(this::deploy).toList())
        .map(CompositeFuture::list);
  }

  private Future<String> deploy(Deployable verticle) {
    return vertx.deployVerticle(verticle).onSuccess(deployed::push);
  }

  /**
   * Stops the commands first, while clients can still be told and proxies still be asked; then the
   * other units in the reverse of the order in which they were started.
   */
  public Future<Void> shutDown() {
    deployed.removeAll(commands);
    Supplier<@Nullable String> next = deployed::poll;
    return Future.join(commands.stream().map(vertx::undeploy).toList())
        .otherwiseEmpty()
        .compose(ended -> undeploy(next));
  }

  private Future<Void> undeploy(Supplier<@Nullable String> next) {
    String id = next.get();
    return id == null
        ? Future.succeededFuture()
        : vertx.undeploy(id).otherwiseEmpty().compose(done -> undeploy(next));
  }

  @Override
  public Future<?> stop() {
    TypedBus.uninstall(vertx);
    return Future.succeededFuture();
  }
}
