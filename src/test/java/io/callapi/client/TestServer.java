package io.callapi.client;

import io.callapi.bus.TypedBus;
import io.callapi.call.CallCommands;
import io.callapi.calls.CallTableSettings;
import io.callapi.calls.CallTableVerticle;
import io.callapi.client.ClientLimits.Times;
import io.callapi.command.CommandRegister;
import io.callapi.command.CommandSettings;
import io.callapi.command.CommandType;
import io.callapi.command.CommandVerticle;
import io.callapi.command.Deadlines;
import io.callapi.command.OnDisconnect;
import io.callapi.description.ApiDocuments;
import io.callapi.method.MethodTable;
import io.callapi.proxy.BusProxy;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallState;
import io.callapi.proxy.FakeProxy;
import io.callapi.proxy.LinkQuery;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.ProxyLoad;
import io.callapi.proxy.ProxyPool;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clients, commands and the event bus as they are in the program; only the proxy is a fake. */
final class TestServer implements AutoCloseable {

  static final int SHARDS = 2;

  private static final int LARGE = 16 * 1024 * 1024;

  /** Short at the end: commands that the fake leaves without an answer hold up its stop. */
  private static final Deadlines DEADLINES =
      new Deadlines(
          Duration.ofSeconds(130),
          Duration.ofSeconds(15),
          Duration.ofSeconds(35),
          Duration.ofSeconds(3));

  private final Vertx vertx = Vertx.vertx();
  private final TypedBus bus = new TypedBus(vertx);

  /** Kept here, for it takes its connections along when it is garbage. */
  private final WebSocketClient sockets =
      vertx.createWebSocketClient(
          new WebSocketClientOptions()
              .setMaxFrameSize(LARGE)
              .setMaxMessageSize(LARGE)
              .setMaxConnections(1000));

  private final FakeProxy proxy = new FakeProxy();
  private final CommandRegister register = new CommandRegister();
  private final List<CommandType<?>> types;
  private Crowd crowd = Crowd.of(TestSettings.LIMITS);
  private int port;

  private TestServer() {
    this(CallCommands.all());
  }

  private TestServer(List<CommandType<?>> types) {
    this.types = types;
  }

  /** With the settings that a server without a configuration has. */
  static TestServer start() {
    return start(TestSettings.defaults());
  }

  static TestServer start(ClientSettings settings) {
    return start(settings, OnDisconnect.FINISH);
  }

  /** That lets in only who shows one of these. */
  static TestServer startWithTokens(String... tokens) {
    return start(TestSettings.of(List.of(tokens), TestSettings.DEFAULTS.maxRunningCommands(), 0));
  }

  /** With other commands behind the names of the methods. */
  static TestServer startWith(CommandType<?> type) {
    return new TestServer(List.of(type)).started(TestSettings.defaults(), OnDisconnect.FINISH);
  }

  /** That cuts off clients at these limits. */
  static TestServer startWithLimits(ClientLimits limits) {
    return start(TestSettings.of(List.of(), limits, TestSettings.DEFAULTS.maxRequestsPerSecond()));
  }

  /** With other commands, and these limits. */
  static TestServer startWith(CommandType<?> type, ClientLimits limits) {
    ClientSettings settings = TestSettings.of(List.of(), limits, 0);
    return new TestServer(List.of(type)).started(settings, OnDisconnect.FINISH);
  }

  /** That asks for a sign of life so often. */
  static TestServer startWithPings(Duration pingEvery) {
    Times times = TestSettings.LIMITS.times();
    return startWithLimits(
        TestSettings.limits(
            new Times(times.request(), times.message(), times.read(), times.close(), pingEvery)));
  }

  static TestServer start(ClientSettings settings, OnDisconnect onDisconnect) {
    return new TestServer().started(settings, onDisconnect);
  }

  private TestServer started(ClientSettings settings, OnDisconnect onDisconnect) {
    startProxy();
    for (int shard = 0; shard < SHARDS; shard++) {
      startCommands(shard, onDisconnect);
    }
    startClients(settings);
    return this;
  }

  /** As {@link #start()}, but nobody runs commands. */
  static TestServer startWithoutCommands() {
    TestServer server = new TestServer();
    server.startProxy();
    server.startClients(TestSettings.of(TestSettings.DEFAULTS.maxRunningCommands(), 0));
    return server;
  }

  private void startProxy() {
    TypedBus.install(vertx);
    LinkStatus up = new LinkStatus("default", LinkStatus.State.UP, "", Instant.now(), 0);
    bus.serve(
        LinkQuery.ADDRESS.of("default"),
        query -> Future.succeededFuture(new LinkQuery.LinkReport(up, List.of(up))));
    bus.serve(SipProxy.ADDRESS.of("default"), proxy::answer);
    await(
        vertx.deployVerticle(
            new CallTableVerticle("default", busProxy(bus), CallTableSettings.DEFAULT)));
  }

  private void startCommands(int shard, OnDisconnect onDisconnect) {
    CommandSettings settings =
        new CommandSettings(DEADLINES, onDisconnect, SHARDS, Duration.ofMillis(10));
    await(
        vertx.deployVerticle(
            new CommandVerticle(shard, types, TestServer::pool, settings, register)));
  }

  private static ProxyPool pool(TypedBus bus) {
    SipProxy proxy = busProxy(bus);
    return new ProxyPool(
        bus,
        List.of(new ProxyPool.Member("default", 1, null, Duration.ofMinutes(2), proxy)),
        new ProxyLoad(List.of("default")));
  }

  private static SipProxy busProxy(TypedBus bus) {
    return new BusProxy(bus, "default", Duration.ofMinutes(3));
  }

  private void startClients(ClientSettings settings) {
    Promise<Integer> bound = Promise.promise();
    RequestReader reader = new RequestReader(new MethodTable(types, List.of()));
    ApiDocuments documents = ApiDocuments.of(List.of(), settings.path());
    crowd = Crowd.of(settings.limits());
    for (int instance = 0; instance < 2; instance++) {
      await(vertx.deployVerticle(new ClientVerticle(settings, crowd, reader, documents, bound)));
    }
    port = await(bound.future());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("not done in 10 s", e);
    }
  }

  WsClient connect() {
    return connect(new WebSocketConnectOptions());
  }

  WsClient connect(WebSocketConnectOptions options) {
    return WsClient.connect(sockets, options.setPort(port));
  }

  int port() {
    return port;
  }

  Vertx vertx() {
    return vertx;
  }

  TypedBus bus() {
    return bus;
  }

  /** All clients together. */
  Crowd crowd() {
    return crowd;
  }

  FakeProxy proxy() {
    return proxy;
  }

  /** A dialog of that Call-ID reaches a state, and the proxy reports it. */
  void raise(String call, CallState state) {
    CallId callId = new CallId(call);
    raise(new DialogChanged(callId, FakeProxy.idOf(callId), state, ""));
  }

  /** The proxy raises an event. */
  void raise(CallEvent event) {
    proxy.live(event);
    bus.publish(CallEvent.REPORTED.of("default"), event);
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
