package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import io.callapi.CallApiVerticle;
import io.callapi.bus.BusFailure;
import io.callapi.bus.NodeGateway;
import io.callapi.bus.TypedBus;
import io.callapi.command.CommandSignal;
import io.callapi.command.CommandStatus;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes in one process: the commands of one can be reached from the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {

  private static final JsonObject NO_ANSWER =
      new JsonObject()
          .put("caller", "sip:noanswer@example.com")
          .put("callee", "sip:bob@example.com");

  private final String cluster = "test-" + UUID.randomUUID();
  private final int[] ports = freePorts();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init") // joined before the tests
  private Vertx here;

  @SuppressWarnings("NullAway.Init")
  private Vertx there;

  @SuppressWarnings("NullAway.Init")
  private WatchedCluster watched;

  @SuppressWarnings("NullAway.Init")
  private String url;

  @BeforeAll
  void startTwoNodes() throws Exception {
    watched = new WatchedCluster(config(ports[0]));
    there = ClusterNode.join(watched).await(60, SECONDS);
    here = ClusterNode.join(new HazelcastClusterManager(config(ports[1]))).await(60, SECONDS);
    url = ServerUrl.of("localhost", start(there), "/call-api");
    start(here);
  }

  /** As in conf/cluster.xml, but out of the way of other clusters on this machine. */
  private Config config(int port) {
    Config config = ClusterNode.config().setClusterName(cluster);
    config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
    config
        .getNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .setMembers(List.of("127.0.0.1:" + ports[0], "127.0.0.1:" + ports[1]));
    return config;
  }

  private static int[] freePorts() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int start(Vertx node) throws TimeoutException {
    JsonObject settings = new JsonObject().put("ws_server", new JsonObject().put("port", 0));
    CallApiVerticle server =
        new CallApiVerticle(CallApiConfig.from(settings), SimulatorOptions.defaults());
    node.deployVerticle(server).await(30, SECONDS);
    return server.port().await(10, SECONDS);
  }

  @AfterAll
  void stop() throws TimeoutException {
    here.close().await(30, SECONDS);
    there.close().await(30, SECONDS);
  }

  @Test
  void askAndCancelACommandThatRunsOnTheOther() throws TimeoutException {
    Future<Boolean> end = call("there-1");
    await().until(() -> !told.isEmpty());

    CommandStatus status = ask("there-1", new CommandSignal.StatusQuery());
    assertThat(status)
        .isEqualTo(new CommandStatus("there-1", "CallStart", "Phase", "Started", status.runningMs()));
    ask("there-1", new CommandSignal.Cancel("Somebody on another node has had enough"));

    assertThat(end.await(10, SECONDS)).isFalse();
    assertThat(told.get(1)).contains("\"Error\"", "Somebody on another node has had enough");
    assertThat(told.get(2)).contains("\"Ended\"");
  }

  @Test
  void knowThatACommandHasEnded() {
    assertThatThrownBy(() -> ask("nothing", new CommandSignal.StatusQuery()))
        .isInstanceOfSatisfying(
            BusFailure.class, e -> assertThat(e.kind()).isEqualTo(BusFailure.Kind.NOBODY_THERE));
  }

  @Test
  void keepTheAddressesOfTheirCommandsToThemselves() throws TimeoutException {
    Future<Boolean> end = call("there-2");
    await().until(() -> !told.isEmpty());

    Future<CommandStatus> answer =
        new TypedBus(here)
            .request(
                CommandSignal.ADDRESS.of("there-2"),
                new CommandSignal.StatusQuery(),
                Duration.ofSeconds(5));

    assertThatThrownBy(() -> answer.await(10, SECONDS)).hasMessageContaining("nobody");
    ask("there-2", new CommandSignal.Cancel("The test is over"));
    assertThat(end.await(10, SECONDS)).isFalse();
  }

  @Test
  void askTheClusterForNoAddressOfTheirOwn() throws TimeoutException {
    Future<Boolean> end = call("there-3");
    await().until(() -> !told.isEmpty());
    ask("there-3", new CommandSignal.Cancel("The test is over"));
    end.await(10, SECONDS);

    assertThat(watched.lookedUp).allMatch(address -> address.startsWith("callapi.bus.node."));
  }

  /** Has the other node call a phone that rings and rings; true if that goes well. */
  private Future<Boolean> call(String cmdId) {
    told.clear();
    JsonObject request =
        new JsonObject()
            .put("jsonrpc", "2.0")
            .put("id", 1)
            .put("method", "CallStart")
            .put("params", NO_ANSWER.copy().put("cmd_id", cmdId));
    return JsonRpcSocket.connect(here, new Endpoint(url, null))
        .compose(socket -> socket.call(request, told::add).eventually(socket::close));
  }

  private CommandStatus ask(String cmdId, CommandSignal signal) throws TimeoutException {
    return new NodeGateway(here)
        .request(NodeGateway.nodeIdOf(there), CommandSignal.ADDRESS.of(cmdId), signal)
        .await(10, SECONDS);
  }

  /** Notes which addresses its node asks the cluster for. */
  private static final class WatchedCluster extends HazelcastClusterManager {

    private final Set<String> lookedUp = ConcurrentHashMap.newKeySet();

    WatchedCluster(Config config) {
      super(config);
    }

    @Override
    public void getRegistrations(
        String address, Completable<List<RegistrationInfo>> registrations) {
      lookedUp.add(address);
      super.getRegistrations(address, registrations);
    }
  }
}
