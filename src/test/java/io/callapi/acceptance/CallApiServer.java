package io.callapi.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.simulator.SimulatorTiming;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A whole server beside a simulated OpenSIPS, on a Vert.x of its own: for one test as an instance
 * field, for all tests of a class as a static one. It starts when it is first used.
 *
 * <p>After each test what every client has received is checked for the rules that hold for all
 * commands.
 */
final class CallApiServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final long PATIENCE_S = 20;

  private final JsonObject settings =
      new JsonObject()
          .put("ws_server", new JsonObject().put("port", 0))
          .put("management", new JsonObject().put("enabled", false))
          // Nobody is waiting when a test is over.
          .put("deadlines", new JsonObject().put("stop", "10ms"));
  private SimulatorOptions options = SimulatorOptions.defaults();
  private boolean onWire;
  private boolean forAllTests;
  private @Nullable Running running;

  /** What there is while it runs. */
  private record Running(
      Vertx vertx,
      CallApiVerticle verticle,
      Simulator simulator,
      @Nullable Wire wire,
      int port,
      List<Client> clients) {}

  private CallApiServer() {}

  /** Beside that version of OpenSIPS. */
  static CallApiServer on(String version) {
    return new CallApiServer().version(version);
  }

  /** Beside another version. */
  CallApiServer version(String version) {
    notYetStarted();
    options = options.withVersion(version);
    return this;
  }

  /** With an address for operators. */
  CallApiServer watched() {
    return with("management.enabled", true).with("management.port", 0);
  }

  /** With a setting, by its key in conf/call-api.yml. */
  CallApiServer with(String key, Object value) {
    notYetStarted();
    String name = key.substring(0, key.indexOf('.'));
    if (!settings.containsKey(name)) {
      settings.put(name, new JsonObject());
    }
    settings.getJsonObject(name).put(key.substring(key.indexOf('.') + 1), value);
    return this;
  }

  /** With phones and a proxy that take that long. */
  CallApiServer timing(UnaryOperator<SimulatorTiming> change) {
    notYetStarted();
    options = options.withTiming(change.apply(options.timing()));
    return this;
  }

  /** Beside an OpenSIPS that lacks a module. */
  CallApiServer without(String module) {
    notYetStarted();
    options = options.withoutModule(module);
    return this;
  }

  /** With phones that call each other all the time. */
  CallApiServer calls(int atOnce) {
    notYetStarted();
    options = options.withCalls(atOnce);
    return this;
  }

  /** With a wire to the proxy that can lose datagrams. */
  CallApiServer onWire() {
    notYetStarted();
    onWire = true;
    return this;
  }

  private void notYetStarted() {
    if (running != null) {
      throw new IllegalStateException("the server has started already");
    }
  }

  /** The setting as it is in effect. */
  Duration duration(String key) {
    CallApiConfig config = CallApiConfig.from(settings);
    return switch (key) {
      case "mi.timeout" -> config.proxies().get(0).mi().timeout();
      case "mi.invite_timeout" -> config.proxies().get(0).mi().inviteTimeout();
      case "mi.refer_timeout" -> config.proxies().get(0).mi().referTimeout();
      case "deadlines.transfer_start" -> config.deadlines().transferStart();
      case "deadlines.hold" -> config.deadlines().hold();
      case "deadlines.end" -> config.deadlines().end();
      case "deadlines.stop" -> config.deadlines().stop();
      default -> throw new IllegalArgumentException("no such deadline: " + key);
    };
  }

  /** The first client. */
  Client client() {
    List<Client> clients = running().clients();
    return clients.isEmpty() ? newClient() : clients.get(0);
  }

  /** One more client. */
  Client newClient() {
    try {
      Client client = Client.connect(running().vertx(), running().port());
      running().clients().add(client);
      return client;
    } catch (TimeoutException e) {
      throw new AssertionError("cannot connect", e);
    }
  }

  /** Where clients connect. */
  int port() {
    return running().port();
  }

  /** Where operators read figures and health. */
  int managementPort() {
    try {
      return running().verticle().managementPort().await(PATIENCE_S, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no address for operators", e);
    }
  }

  /** On which it runs. */
  Vertx vertx() {
    return running().vertx();
  }

  Simulator simulator() {
    return running().simulator();
  }

  Wire wire() {
    Wire wire = running().wire();
    if (wire == null) {
      throw new IllegalStateException("not on a wire");
    }
    return wire;
  }

  /** Stops the server as a signal would; the simulator stays. */
  void stop() {
    stopped(beginToStop());
  }

  /** As {@link #stop}, without waiting. */
  Future<Void> beginToStop() {
    return running().verticle().shutDown();
  }

  /** Waits until the server has stopped. */
  static void stopped(Future<Void> stopping) {
    try {
      stopping.await(PATIENCE_S, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the server does not stop", e);
    }
  }

  private Running running() {
    try {
      Running now = running == null ? start() : running;
      running = now;
      return now;
    } catch (TimeoutException e) {
      throw new AssertionError("the server does not start", e);
    }
  }

  private Running start() throws TimeoutException {
    Vertx vertx = Vertx.vertx();
    SimulatedOpenSips proxy = new SimulatedOpenSips(options);
    vertx.deployVerticle(proxy).await(PATIENCE_S, SECONDS);
    Wire wire = onWire ? Wire.to(vertx, proxy.miPort()) : null;
    with("mi.url", "127.0.0.1:" + (wire == null ? proxy.miPort() : wire.port()));
    CallApiVerticle verticle = new CallApiVerticle(CallApiConfig.from(settings), null);
    vertx.deployVerticle(verticle).await(PATIENCE_S, SECONDS);
    int port = verticle.port().await(PATIENCE_S, SECONDS);
    List<Client> clients = new ArrayList<>();
    return new Running(vertx, verticle, new Simulator(proxy), wire, port, clients);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    forAllTests = true;
  }

  @Override
  public void afterEach(ExtensionContext context) throws TimeoutException {
    Running now = running;
    if (now == null) {
      return;
    }
    now.clients().forEach(Client::isServedRightly);
    now.clients().forEach(Client::leave);
    now.clients().clear();
    if (!forAllTests) {
      close(now);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws TimeoutException {
    if (running != null) {
      close(running);
    }
  }

  private void close(Running now) throws TimeoutException {
    running = null;
    now.simulator().answerMi(true);
    now.simulator().resume();
    now.verticle().shutDown().await(PATIENCE_S, SECONDS);
    now.vertx().close().await(PATIENCE_S, SECONDS);
  }
}
